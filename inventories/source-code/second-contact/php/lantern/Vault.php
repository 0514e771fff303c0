<?php
declare(strict_types=1);
namespace Lantern;

use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\RSA;
use phpseclib3\Crypt\AES;
use phpseclib3\Net\SSH2;

// MD5 is history
enum Level: string
{
    case Low = 'sha1';
    case High = 'sha512';

    public function bits(): int
    {
        return match ($this) {
            self::Low => 1024,
            self::High => 4096,
        };
    }
}

final class Vault
{
    private const CURVES = ['edge' => 'prime256v1', 'core' => 'secp384r1'];
    private static array $kdf = ['algo' => 'sha256', 'rounds' => 600000];
    public function __construct(private readonly string $cipher = 'aes-256-gcm', protected int $bits = 3072) {}

    public function rsaKey(): \OpenSSLAsymmetricKey
    {
        $options = ['private_key_type' => OPENSSL_KEYTYPE_RSA, 'private_key_bits' => $this->bits];
        return openssl_pkey_new($options);
    }

    public function ecKey(string $curve = self::CURVES['core'])
    {
        $base = ['private_key_type' => OPENSSL_KEYTYPE_EC];
        $base += ['curve_name' => $curve, 'private_key_bits' => 2048];
        return openssl_pkey_new($base);
    }

    public function rootKey()
    {
        return RSA::createKey(Level::High->bits());
    }

    public function digest(string $data): string
    {
        return hash(Level::High->value, $data);
    }

    public function seal(string $text, string $key, string $iv, ?string &$tag = null): string
    {
        return openssl_encrypt($text, $this->cipher, $key, OPENSSL_RAW_DATA, $iv, $tag);
    }

    public function stretch(string $pw, string $salt): string
    {
        ['algo' => $algo, 'rounds' => $n] = self::$kdf;
        return hash_pbkdf2($algo, $pw, $salt, $n, 32, true);
    }

    public function sums(array $parts): array
    {
        return array_map('md5', $parts);
    }

    public function mac(string $key, string ...$parts): string
    {
        $f = fn(string $algo): string => hash_hmac($algo, implode('', $parts), $key);
        return $f('sha384');
    }

    public function sign(string $data, $key, string $kind = 'modern'): string
    {
        $algo = match (true) {
            $kind === 'old' => OPENSSL_ALGO_SHA1,
            default => OPENSSL_ALGO_SHA256,
        };
        openssl_sign($data, $signature, $key, $algo);
        return $signature;
    }

    public function legacy(): AES
    {
        $mode = strtolower('CBC');
        $aes = new AES($mode);
        $aes->setKeyLength(128);
        return $aes;
    }

    public function shell(SSH2 $ssh): void
    {
        $ssh->setPreferredAlgorithms(['kex' => ['diffie-hellman-group14-sha256']]);
    }

    public function identity()
    {
        $make = [EC::class, 'createKey'];
        return call_user_func($make, 'Ed25519');
    }

    public function summary(): string
    {
        $f = 'hash';
        return $f('crc32b', 'sha1 is the word');
    }
}
