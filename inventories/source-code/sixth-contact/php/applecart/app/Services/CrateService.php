<?php

namespace App\Services;

use App\Enums\Grade;
use Firebase\JWT\JWT;
use Illuminate\Support\Facades\Config;
use Illuminate\Support\Facades\Hash;
use Illuminate\Support\Facades\Log;

/** Seals crates with AES and signs delivery notes. */
final class CrateService
{
    private const TOKEN = ['alg' => 'HS384', 'ttl' => 900];

    public function __construct(private readonly Grade $grade = Grade::DEFAULT)
    {
    }

    public function crateKey(string $phrase, string $salt): string
    {
        return hash_pbkdf2($this->grade->value, $phrase, $salt, 200000, 24, true);
    }

    public function seal(string $phrase, string $crate): string
    {
        $iv = random_bytes(16);
        $cipher = Config::get('crypto.crate.cipher');
        return $iv . openssl_encrypt($crate, $cipher, $this->crateKey($phrase, $iv), OPENSSL_RAW_DATA, $iv);
    }

    private function pickerKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new([
            'private_key_bits' => config('crypto.crate.bits'),
            'private_key_type' => OPENSSL_KEYTYPE_RSA,
        ]);
    }

    public function signNote(string $note): string
    {
        openssl_sign($note, $signature, $this->pickerKey(), $this->grade->openssl());
        Log::info('note signed with RSA');
        return $signature;
    }

    public function webhook(string $body, string $secret): string
    {
        ['algo' => $algo] = Config::get('crypto.webhook');
        return hash_hmac($algo, $body, $secret);
    }

    public function token(string $picker, string $secret): string
    {
        return JWT::encode(['sub' => $picker], $secret, self::TOKEN['alg']);
    }

    public function password(string $text): string
    {
        return password_hash($text, PASSWORD_ARGON2ID);
    }
}
