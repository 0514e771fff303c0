<?php

declare(strict_types=1);

namespace SsoHub\Token;

use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Signer;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\Signer\Rsa;

final class Issuer
{
    public function __construct(
        private readonly Signer $signer,
        private readonly string $keyDir,
    ) {
    }

    public function configuration(): Configuration
    {
        return Configuration::forAsymmetricSigner(
            $this->signer,
            InMemory::file($this->keyDir . '/issuer.pem'),
            InMemory::file($this->keyDir . '/issuer.pub.pem'),
        );
    }

    public function partnerToken(string $partner, InMemory $key, Signer $signer = new Rsa\Sha384()): string
    {
        $builder = $this->configuration()->builder()->issuedBy('ssohub')->permittedFor($partner);
        return $builder->getToken($signer, $key)->toString();
    }

    public function cookie(string $secret): Configuration
    {
        return Configuration::forSymmetricSigner(new Signer\Hmac\Sha256(), InMemory::plainText($secret));
    }
}
