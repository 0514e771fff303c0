<?php

declare(strict_types=1);

namespace HiveCoop\Partner;

final class Exchange
{
    private string $cipher;
    private string $digest;
    private string $curve;

    public function __construct(array $settings)
    {
        ['lot' => ['cipher' => $this->cipher, 'digest' => $this->digest]] = $settings;
        $this->curve = $settings['partners']['curve'];
    }

    public static function fromDisk(): self
    {
        return new self(require __DIR__ . '/../../config/settings.php');
    }

    public function ownKey(): \OpenSSLAsymmetricKey
    {
        $options = [
            'private_key_type' => OPENSSL_KEYTYPE_EC,
            'curve_name' => $this->curve,
        ];

        return openssl_pkey_new($options);
    }

    public function sharedLotKey(\OpenSSLAsymmetricKey $own, string $partnerPem): string
    {
        $peer = openssl_pkey_get_public($partnerPem);
        $raw = openssl_pkey_derive($peer, $own);

        return hash_hkdf($this->digest, $raw, 32, 'lot-list');
    }

    public function wrap(string $list, string $key): string
    {
        $nonce = random_bytes(12);
        $sealed = openssl_encrypt($list, $this->cipher, $key, OPENSSL_RAW_DATA, $nonce, $tag);

        return base64_encode($nonce . $tag . $sealed);
    }

    /** Old lists are checked by whichever name the partner writes in its header. */
    public function fingerprint(string $list, string $nameInHeader): string
    {
        return hash($nameInHeader, $list);
    }
}
