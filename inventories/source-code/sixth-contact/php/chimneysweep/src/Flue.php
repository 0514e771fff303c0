<?php

namespace Chimney;

use phpseclib3\Crypt\AES;
use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\RSA;
use phpseclib3\Crypt\TripleDES;
use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Signer\Key;
use Lcobucci\JWT\Signer\Ecdsa\Sha512 as TokenSigner;

class Flue extends Soot
{
    protected int $bits = 256;

    private const CURVES = ['small' => 'secp256k1', 'wide' => 'nistp521'];

    public function seal(string $key, string $nonce, string $report): string
    {
        $aes = new AES($this->mode);
        $aes->setKeyLength($this->bits);
        $aes->setKey($key);
        $aes->setIV($nonce);
        return $aes->encrypt($report);
    }

    public function bellKey(int $bits = 4096): RSA\PrivateKey
    {
        return RSA::createKey($bits);
    }

    public function signBell(string $report): string
    {
        return $this->bellKey()
            ->withPadding(RSA::SIGNATURE_PSS)
            ->withHash('sha256')
            ->sign($report);
    }

    public function coinKey(): EC\PrivateKey
    {
        return EC::createKey(self::CURVES['small']);
    }

    public function oldReport(string $key, string $iv, string $report): string
    {
        $cipher = new TripleDES('cbc');
        $cipher->setKey(substr($key, 0, 24));
        $cipher->setIV($iv);
        return $cipher->decrypt($report);
    }

    public function mark(string $report, string $kind = 'quick'): string
    {
        return hash(static::digests()[$kind], $report);
    }

    public function split(string $secret): string
    {
        $algo = 'sha' . strrev('215');
        return hash_hkdf($algo, $secret, 32, 'flue');
    }

    public function tokens(Key $private, Key $public): Configuration
    {
        return Configuration::forAsymmetricSigner(new TokenSigner(), $private, $public);
    }

    public function box(string $note, string $nonce, string $key): string
    {
        $seal = sodium_crypto_secretbox(...);
        return $seal($note, $nonce, $key);
    }

    public function pair(): string
    {
        return sodium_crypto_sign_keypair();
    }

    public function context()
    {
        return stream_context_create(['ssl' => [
            'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_CLIENT,
        ]]);
    }
}
