<?php

declare(strict_types=1);

namespace Fakturo\Archive;

use function hash_hmac as stamp;

final class Vault
{
    private const STAMP_BITS = 128 * 3;

    private string $cipher;
    /** @var callable(string): string */
    private $sum;

    public function __construct(private string $key, ?callable $sum = null)
    {
        $this->cipher = config('signing.seal');
        $this->sum = $sum ?? sha1(...);
    }

    public function put(string $document): array
    {
        $iv = random_bytes(openssl_cipher_iv_length($this->cipher));
        $body = openssl_encrypt($document, $this->cipher, $this->key, OPENSSL_RAW_DATA, $iv);
        $tag = stamp('sha' . self::STAMP_BITS, $iv . $body, $this->key);

        return [$iv, $body, $tag, ($this->sum)($document)];
    }

    public function fingerprint(string $path): string
    {
        $context = hash_init(config('signing.archive_hash'));
        hash_update_file($context, $path);

        return hash_final($context);
    }

    public function unlock(string $phrase, string $salt): string
    {
        return sodium_crypto_pwhash(32, $phrase, $salt, SODIUM_CRYPTO_PWHASH_OPSLIMIT_MODERATE, SODIUM_CRYPTO_PWHASH_MEMLIMIT_MODERATE, SODIUM_CRYPTO_PWHASH_ALG_ARGON2ID13);
    }

    public function describe(): string
    {
        return sprintf('vault sealed with %s, never with des-ede3', $this->cipher);
    }
}
