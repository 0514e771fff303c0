<?php

declare(strict_types=1);

namespace Ticketline\Crypto;

use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\PublicKeyLoader;
use phpseclib3\Crypt\RSA;

abstract class Keys
{
    protected const CURVE = 'nistp256';
    private const OPTIONS = [
        'private_key_type' => OPENSSL_KEYTYPE_RSA,
        'private_key_bits' => 2048,
    ];

    public function turnstile(array $extra = []): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new($extra + self::OPTIONS);
    }

    public function venue(): EC\PrivateKey
    {
        return EC::createKey(static::CURVE);
    }

    public function endorse(string $list): string
    {
        return $this->venue()->withHash('sha384')->sign($list);
    }

    public function check(string $list, string $signature, string $pem): bool
    {
        $key = PublicKeyLoader::load($pem)->withPadding(RSA::SIGNATURE_PKCS1)->withHash('sha1');
        return $key->verify($list, $signature);
    }

    public function gate(string $list, \OpenSSLAsymmetricKey $key, int $algo = OPENSSL_ALGO_SHA256): string
    {
        openssl_sign($list, $signature, $this->turnstile(), $algo);
        return $signature;
    }
}

final class FestivalKeys extends Keys
{
    protected const CURVE = 'nistp521';
}
