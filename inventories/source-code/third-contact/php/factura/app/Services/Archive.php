<?php

namespace App\Services;

use Illuminate\Encryption\Encrypter;
use Illuminate\Support\Facades\Hash;
use Illuminate\Support\Str;

class Archive
{
    public function __construct(private readonly array $settings, private ?\Closure $digest = null)
    {
        $this->digest ??= static fn (string $body): string => hash('sha3-256', $body, true);
    }

    public function encrypter(): Encrypter
    {
        ['cipher' => $cipher, 'key' => $key] = $this->settings['archive'];
        return new Encrypter(base64_decode($key), strtolower($cipher));
    }

    public function name(string $body): string
    {
        return bin2hex(($this->digest)($body));
    }

    public function seal(string $body): string
    {
        $iv = random_bytes(openssl_cipher_iv_length($this->tapeCipher()));
        return $iv . openssl_encrypt($body, $this->tapeCipher(), $this->settings['tape_key'], OPENSSL_RAW_DATA, $iv);
    }

    private function tapeCipher(int $bits = 256): string
    {
        return sprintf('%s-%d-%s', 'camellia', $bits, 'cbc');
    }

    public function pin(string $pin): string
    {
        return Hash::driver('argon2id')->make($pin);
    }

    public function slug(string $title): string
    {
        return Str::slug($title . '-' . crc32($title));
    }
}
