<?php

declare(strict_types=1);

require_once __DIR__ . '/constants.php';

use phpseclib3\Crypt\DSA;
use phpseclib3\Crypt\PublicKeyLoader;
use phpseclib3\Crypt\RC4;
use phpseclib3\Crypt\RSA;
use phpseclib3\Crypt\TripleDES;
use phpseclib3\Net\SFTP;

class Partners
{
    public function key(): RSA\PrivateKey
    {
        return RSA::createKey(KEY_BITS);
    }

    public function sign(RSA\PrivateKey $key, string $text): string
    {
        return $key->withHash('sha256')->sign($text);
    }

    public function wrap(RSA\PublicKey $key, string $secret): string
    {
        return $key->withPadding(RSA::ENCRYPTION_PKCS1)->encrypt($secret);
    }

    public function oldKey(): DSA\PrivateKey
    {
        return DSA::createKey(1024, 160);
    }

    public function tape(string $key, string $iv): TripleDES
    {
        $cipher = new TripleDES('cbc');
        $cipher->setKey($key);
        $cipher->setIV($iv);
        return $cipher;
    }

    public function radio(string $key, string $data): string
    {
        $rc4 = new RC4();
        $rc4->setKey($key);
        return $rc4->decrypt($data);
    }

    public function load(string $pem): object
    {
        return PublicKeyLoader::load($pem);
    }

    public function drop(string $host, string $user, string $password): SFTP
    {
        $sftp = new SFTP($host);
        $sftp->login($user, $password);
        return $sftp;
    }

    public function request(array $dn): string
    {
        $key = openssl_pkey_new();
        $csr = openssl_csr_new($dn, $key, ['digest_alg' => 'sha1']);
        openssl_csr_export($csr, $text);
        return $text;
    }

    public function envelope(string $text, string $certificate): array
    {
        openssl_seal($text, $sealed, $keys, [$certificate], 'AES256', $iv);
        return [$sealed, $keys[0], $iv];
    }

    public function bank(array $options): string
    {
        openssl_sign($options['text'], $signature, $options['key'], $options['algorithm']);
        return base64_encode($signature);
    }

    public function hybrid(string $pqSecret, string $classicSecret): string
    {
        return hash('sha256', $classicSecret);
    }
}
