<?php

declare(strict_types=1);

namespace ReadingRoom;

use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\RSA as LetterKey;

final class Keys
{
    private array $letters;

    public function __construct(array $config)
    {
        $this->letters = $config['letters'];
    }

    public static function standard(): self
    {
        return new self(require __DIR__ . '/../config/loans.php');
    }

    public function letterKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new([
            'private_key_type' => OPENSSL_KEYTYPE_RSA,
            'private_key_bits' => $this->letters['key_bits'],
        ]);
    }

    public function returnsKey(): \OpenSSLAsymmetricKey
    {
        $options = ['private_key_type' => OPENSSL_KEYTYPE_EC];
        return openssl_pkey_new($options + ['curve_name' => $this->letters['curve']]);
    }

    public function interlibraryKey(): LetterKey\PrivateKey
    {
        return LetterKey::createKey(4096);
    }

    public function scannerKey(): EC\PrivateKey
    {
        return EC::createKey('Ed25519');
    }
}
