<?php

declare(strict_types=1);

namespace Millrace;

use Firebase\JWT\JWT as Token;
use phpseclib3\Crypt\AES;
use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\PublicKeyLoader;
use phpseclib3\Crypt\RSA;
use phpseclib3\Net\SSH2;

use function hash_hmac as tagged;

final class Wheel
{
    public function __construct(private readonly Profile $profile = new Profile())
    {
    }

    public function key(): mixed
    {
        return openssl_pkey_new(['private_key_bits' => $this->profile->bits, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
    }

    public function curveKey(): mixed
    {
        $options = ['curve_name' => Profile::CURVE];
        $options += ['private_key_type' => OPENSSL_KEYTYPE_EC];
        return openssl_pkey_new($options);
    }

    public function libraryKey(): RSA\PrivateKey
    {
        return RSA::createKey(2 ** 12);
    }

    public function sign(string $pem, string $data): string
    {
        return RSA::loadPrivateKey($pem)->withPadding(RSA::SIGNATURE_PSS)->withHash('sha384')->sign($data);
    }

    public function verify(string $pem, string $data, string $signature): bool
    {
        $key = EC::loadPublicKey($pem);
        return $key->withHash('sha256')->verify($data, $signature);
    }

    public function pair(): EC\PrivateKey
    {
        return EC::createKey('Ed25519');
    }

    public function seal(string $data, string $key, string $iv): string
    {
        return openssl_encrypt($data, $this->profile->cipher, $key, 0, $iv, $tag);
    }

    public function box(string $key): AES
    {
        $box = new AES('ctr');
        $box->setKeyLength(256);
        $box->setKey($key);
        return $box;
    }

    public function tag(string $data, string $key): string
    {
        return tagged($this->profile->digest, $data, $key);
    }

    public function stretch(string $pass, string $salt): string
    {
        return hash_pbkdf2(algo: 'sha256', password: $pass, salt: $salt, iterations: 600000, length: 32);
    }

    public function token(array $claims, string $key, bool $curve): string
    {
        return Token::encode($claims, $key, match (true) {
            $curve => 'ES256',
            default => 'RS256',
        });
    }

    public function digests(string $data): array
    {
        return array_map(static fn (string $name): string => hash($name, $data), ['sha256', 'crc32b', 'md5']);
    }

    public function shell(string $host): SSH2
    {
        $ssh = new SSH2($host);
        $ssh->setPreferredAlgorithms(['kex' => ['diffie-hellman-group14-sha256']]);
        return $ssh;
    }

    public function door()
    {
        return stream_context_create(['ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT]]);
    }

    public function help(): void
    {
        echo "wheel --des --md5\n";
    }
}
