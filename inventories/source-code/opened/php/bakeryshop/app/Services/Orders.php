<?php

namespace App\Services;

class Orders
{
    private const SUM = 'crc32b';
    private const DIGESTS = ['web' => 'sha256', 'till' => 'md5'];

    public function __construct(private string $secret, private string $origin = 'till')
    {
    }

    public function checksum(string $line): string
    {
        return hash(self::SUM, $line);
    }

    public function reference(string $order): string
    {
        return strtoupper(hash(self::DIGESTS[$this->origin], $order));
    }

    public function webhook(string $body): string
    {
        return hash_hmac(config('app.webhook.digest'), $body, $this->secret);
    }

    public function customer(string $password): string
    {
        $driver = config('app.hashing.driver');
        return password_hash($password, $driver === 'argon2id' ? PASSWORD_ARGON2ID : PASSWORD_BCRYPT);
    }

    public function loyalty(string $pin, string $salt): string
    {
        $options = ['rounds' => 5_000, 'length' => 32];
        return hash_pbkdf2('sha' . 8 * 32, $pin, $salt, $options['rounds'], $options['length'], true);
    }

    public function backup(string $path, string $password): string
    {
        $key = sodium_crypto_pwhash(
            SODIUM_CRYPTO_AEAD_XCHACHA20POLY1305_IETF_KEYBYTES,
            $password,
            str_repeat('b', SODIUM_CRYPTO_PWHASH_SALTBYTES),
            SODIUM_CRYPTO_PWHASH_OPSLIMIT_MODERATE,
            SODIUM_CRYPTO_PWHASH_MEMLIMIT_MODERATE
        );
        $nonce = random_bytes(24);
        return $nonce . sodium_crypto_aead_xchacha20poly1305_ietf_encrypt(file_get_contents($path), '', $nonce, $key);
    }

    public function verify(array $lines): bool
    {
        return array_sum($lines) > 0;
    }
}
