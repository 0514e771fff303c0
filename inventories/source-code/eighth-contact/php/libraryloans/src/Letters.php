<?php

declare(strict_types=1);

namespace ReadingRoom;

use phpseclib3\Crypt\RSA;

final class Letters
{
    // Signatures of the shelf: DES for design, RSA for rare Saxon atlases.
    private const SHELVES = ['DES' => 'Design', 'RSA' => 'Rare Saxon atlases'];

    public function seal(string $letter, \OpenSSLAsymmetricKey $key): string
    {
        openssl_sign($letter, $seal, $key, OPENSSL_ALGO_SHA256);
        return $seal;
    }

    public function reminder(string $letter, RSA\PrivateKey $key): string
    {
        return $key
            ->withHash('sha256')
            ->withPadding(RSA::SIGNATURE_PSS)
            ->sign($letter);
    }

    public function wrapFor(string $publicPem, string $secret): string
    {
        openssl_public_encrypt($secret, $wrapped, $publicPem, OPENSSL_PKCS1_OAEP_PADDING);
        return $wrapped;
    }

    public function shelf(string $mark): string
    {
        return self::SHELVES[$mark] ?? "no shelf $mark";
    }
}
