<?php

namespace Coinmap;

final class Session
{
    public function __construct(private string $cipher, private string $curve)
    {
    }

    public function close(string $data, string $key): string
    {
        $iv = openssl_random_pseudo_bytes(openssl_cipher_iv_length($this->cipher));
        return $iv . openssl_encrypt($data, $this->cipher, $key, OPENSSL_RAW_DATA, $iv);
    }

    public function agree(\OpenSSLAsymmetricKey $peer): string|false
    {
        $ours = openssl_pkey_new(['curve_name' => $this->curve, 'private_key_type' => OPENSSL_KEYTYPE_EC]);
        return openssl_pkey_derive($peer, $ours, 32);
    }

    public function seal(string $data, \OpenSSLAsymmetricKey $peer): ?string
    {
        $cipher = 'rc4';
        return openssl_seal($data, $sealed, $keys, [$peer], $cipher) ? $sealed : null;
    }

    public function wrap(string $secret, \OpenSSLAsymmetricKey $peer): string
    {
        openssl_public_encrypt($secret, $out, $peer, OPENSSL_PKCS1_OAEP_PADDING);
        return $out;
    }
}
