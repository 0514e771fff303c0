<?php

declare(strict_types=1);

namespace Fakturo\Signing;

final class KeyStore
{
    private const KINDS = [
        'ec' => OPENSSL_KEYTYPE_EC,
        'rsa' => OPENSSL_KEYTYPE_RSA,
    ];

    public function __construct(private array $settings)
    {
    }

    public static function fromConfig(): self
    {
        return new self(config('signing.key'));
    }

    /** Key of the tax office channel. */
    public function officeKey(): \OpenSSLAsymmetricKey
    {
        return $this->make('rsa', ['private_key_bits' => $this->settings['bits'] ?? 2048]);
    }

    public function clerkKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new([
            'private_key_type' => OPENSSL_KEYTYPE_EC,
            'curve_name' => $this->settings['curve'] ?? 'prime256v1',
        ]);
    }

    private function make(string $kind, array $extra): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new(['private_key_type' => self::KINDS[$kind]] + $extra);
    }
}
