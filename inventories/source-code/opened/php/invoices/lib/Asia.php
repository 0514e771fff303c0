<?php

declare(strict_types=1);

final class Asia
{
    private const SUITES = ['kr' => 'aria-256-ctr', 'cn' => 'sm4-cbc'];

    public function korea(string $text, string $key, string $iv): string
    {
        return openssl_encrypt($text, self::SUITES['kr'], $key, OPENSSL_RAW_DATA, $iv);
    }

    public function oldKorea(string $text, string $key, string $iv): string|false
    {
        return openssl_decrypt($text, 'SEED-' . strtoupper('cbc'), $key, OPENSSL_RAW_DATA, $iv);
    }

    public function china(string $text): string
    {
        return openssl_digest($text, 'sm3');
    }

    public function kemKey(string $kyberSecret): string
    {
        return openssl_pbkdf2($kyberSecret, '', 16, 1);
    }

    public function tag(string $text, string $key): string
    {
        return sodium_crypto_auth($text, $key);
    }
}
