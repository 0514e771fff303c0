<?php

namespace App\Services;

use Illuminate\Encryption\Encrypter;
use ParagonIE\ConstantTime\Base64UrlSafe;

interface Sealer
{
    public function seal(string $clear): string;
}

class SodiumSealer implements Sealer
{
    public function __construct(private string $key)
    {
    }

    public function seal(string $clear): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return Base64UrlSafe::encode($nonce . sodium_crypto_secretbox($clear, $nonce, $this->key));
    }
}

class LaravelSealer implements Sealer
{
    private Encrypter $encrypter;

    public function __construct(string $key, ?string $cipher = null)
    {
        $this->encrypter = new Encrypter($key, $cipher ?? config('app.cipher', 'AES-128-CBC'));
    }

    public function seal(string $clear): string
    {
        return $this->encrypter->encryptString($clear);
    }
}

final class SealerFactory
{
    private static array $makers = [
        'sodium' => SodiumSealer::class,
        'laravel' => LaravelSealer::class,
    ];

    public static function make(string $kind): Sealer
    {
        $class = self::$makers[$kind];
        return new $class(random_bytes(32));
    }
}
