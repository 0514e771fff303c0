<?php

declare(strict_types=1);

namespace SsoHub\Account;

final class Passwords
{
    public function store(string $password, ?HashKind $kind = null): string
    {
        $kind ??= HashKind::fallback();
        return password_hash($password, $kind->value, ['memory_cost' => 1 << 16]);
    }

    public function check(string $password, string $stored): bool
    {
        if (str_starts_with($stored, '{SSHA}')) {
            $raw = base64_decode(substr($stored, 6));
            return hash_equals(substr($raw, 0, 20), $this->ssha($password, substr($raw, 20)));
        }
        return password_verify($password, $stored);
    }

    private function ssha(string $password, string $salt, callable $digest = 'sha1'): string
    {
        return $digest($password . $salt, true);
    }

    public function recoveryKey(string $phrase, string $salt): string
    {
        return sodium_crypto_pwhash(32, $phrase, $salt, 3, 1 << 26, SODIUM_CRYPTO_PWHASH_ALG_ARGON2I13);
    }

    public function exportKey(string $phrase, string $salt): string
    {
        return hash_pbkdf2(algo: 'sha3-512', password: $phrase, salt: $salt, iterations: 150_000, length: 64);
    }
}
