<?php

namespace App\Services;

use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Signer\Ecdsa\Sha256 as PartnerSigner;
use Lcobucci\JWT\Signer\Key\InMemory;
use phpseclib3\Crypt\AES;
use phpseclib3\Net\SFTP;

trait HasCipher
{
    protected string $mode = 'ctr';

    protected function cipher(string $key): AES
    {
        $aes = new AES($this->mode);
        $aes->setKey($key);
        return $aes;
    }
}

class Suppliers
{
    use HasCipher;

    private array $csr = ['digest_alg' => 'sha384', 'curve_name' => 'prime256v1', 'private_key_type' => OPENSSL_KEYTYPE_EC];

    public function configuration(string $private, string $public): Configuration
    {
        return Configuration::forAsymmetricSigner(
            new PartnerSigner(),
            InMemory::plainText($private),
            InMemory::plainText($public)
        );
    }

    public function certificate(string $name): string
    {
        $key = openssl_pkey_new($this->csr);
        $csr = openssl_csr_new(['commonName' => $name], $key, $this->csr);
        openssl_csr_export($csr, $pem);
        return $pem;
    }

    public function upload(string $host, string $file): bool
    {
        $sftp = new SFTP($host);
        $sftp->setPreferredAlgorithms(['kex' => ['diffie-hellman-group14-sha256'], 'hostkey' => ['ssh-ed25519']]);
        $aes = $this->cipher(random_bytes(24));
        $aes->setIV(random_bytes(16));
        return $sftp->put(basename($file), $aes->encrypt(file_get_contents($file)));
    }

    public function mailer(): array
    {
        return ['ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_0_CLIENT, 'verify_peer' => true]];
    }
}
