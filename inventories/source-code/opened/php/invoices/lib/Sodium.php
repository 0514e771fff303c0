<?php

declare(strict_types=1);

final class Sodium
{
    public static function keys(): string
    {
        return sodium_crypto_sign_keypair();
    }

    public static function sign(string $invoice, string $secret): string
    {
        return sodium_crypto_sign_detached($invoice, $secret);
    }

    public static function close(string $text, string $key): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return $nonce . sodium_crypto_secretbox($text, $nonce, $key);
    }

    public static function closeLong(string $text, string $ad, string $nonce, string $key): string
    {
        return sodium_crypto_aead_xchacha20poly1305_ietf_encrypt($text, $ad, $nonce, $key);
    }

    public static function closeFast(string $text, string $nonce, string $key): string
    {
        return sodium_crypto_aead_aes256gcm_encrypt($text, '', $nonce, $key);
    }

    public static function agree(string $secret, string $peer): string
    {
        return sodium_crypto_scalarmult($secret, $peer);
    }

    public static function fingerprint(string $data): string
    {
        return sodium_bin2hex(sodium_crypto_generichash($data));
    }

    public static function pin(string $pin): string
    {
        return sodium_crypto_pwhash_str($pin, SODIUM_CRYPTO_PWHASH_OPSLIMIT_INTERACTIVE, SODIUM_CRYPTO_PWHASH_MEMLIMIT_INTERACTIVE);
    }
}
