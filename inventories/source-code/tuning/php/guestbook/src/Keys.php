<?php

declare(strict_types=1);

namespace Guestbook;

use phpseclib3\Crypt\AES as BlockCipher;
use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\RSA;

final class Keys
{
    public function host(): \OpenSSLAsymmetricKey|false
    {
        $config = require __DIR__ . '/../config/app.php';
        return openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_RSA, 'private_key_bits' => $config['keys']['bits']]);
    }

    public function sign(string $text, \OpenSSLAsymmetricKey $key): string
    {
        openssl_sign($text, $signature, $key);
        return $signature;
    }

    public function check(string $text, string $signature, string $pem): bool
    {
        return openssl_verify($text, $signature, $pem, OPENSSL_ALGO_SHA256) === 1;
    }

    public function wrap(string $secret, string $pem): string
    {
        openssl_public_encrypt($secret, $out, $pem, OPENSSL_PKCS1_OAEP_PADDING);
        return $out;
    }

    public function device(): EC\PrivateKey
    {
        return EC::createKey('Ed25519');
    }

    public function printer(): RSA\PrivateKey
    {
        return RSA::createKey(2048)->withPadding(RSA::SIGNATURE_PKCS1);
    }

    public function card(string $key): BlockCipher
    {
        $cipher = new BlockCipher('ctr');
        $cipher->setKey($key);
        return $cipher;
    }

    public function box(string $text, string $public): string
    {
        return sodium_crypto_box_seal($text, $public);
    }

    public function trialKem()
    {
        return openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
    }
}
