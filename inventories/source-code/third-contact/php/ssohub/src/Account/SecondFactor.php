<?php

declare(strict_types=1);

namespace SsoHub\Account;

use OTPHP\TOTP;

final class SecondFactor
{
    public function __construct(private readonly string $digest = 'sha1')
    {
    }

    public function enrol(string $secret): TOTP
    {
        return TOTP::create($secret, 30, $this->digest, 8);
    }

    public function smsCode(): string
    {
        return str_pad((string) mt_rand(0, 999999), 6, '0', STR_PAD_LEFT);
    }

    public function backupCodes(int $count = 10): array
    {
        return array_map(static fn () => random_int(10 ** 7, 10 ** 8 - 1), range(1, $count));
    }

    public function pushChallenge(string $deviceKey, string $own): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_BOX_NONCEBYTES);
        $pair = sodium_crypto_box_keypair_from_secretkey_and_publickey($own, $deviceKey);
        return $nonce . sodium_crypto_box('login?', $nonce, $pair);
    }

    public function approve(string $answer, string $signature, string $deviceKey): bool
    {
        return sodium_crypto_sign_verify_detached($signature, $answer, $deviceKey);
    }
}
