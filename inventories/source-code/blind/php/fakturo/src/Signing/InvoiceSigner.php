<?php

declare(strict_types=1);

namespace Fakturo\Signing;

use Lcobucci\JWT\Configuration;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\Signer\Rsa\Sha384 as TokenSigner;
use RobRichards\XMLSecLibs\XMLSecurityDSig;
use RobRichards\XMLSecLibs\XMLSecurityKey;

final class InvoiceSigner
{
    private Profile $profile;

    public function __construct(private KeyStore $keys, ?Profile $profile = null)
    {
        $this->profile = $profile ?? Profile::Export;
    }

    public function detached(string $invoice): string
    {
        openssl_sign($invoice, $signature, $this->keys->clerkKey(), $this->profile->digest());

        return base64_encode($signature);
    }

    public function xml(\DOMDocument $invoice, string $pem): \DOMDocument
    {
        $dsig = new XMLSecurityDSig();
        $dsig->setCanonicalMethod(XMLSecurityDSig::EXC_C14N);
        $dsig->addReference($invoice, XMLSecurityDSig::SHA256, ['http://www.w3.org/2000/09/xmldsig#enveloped-signature']);
        $key = new XMLSecurityKey(XMLSecurityKey::RSA_SHA1, ['type' => 'private']);
        $key->loadKey($pem);
        $dsig->sign($key);

        return $invoice;
    }

    public function portal(string $pem): Configuration
    {
        return Configuration::forAsymmetricSigner(new TokenSigner(), InMemory::plainText($pem), InMemory::plainText('empty'));
    }

    public function wrapForOffice(string $sessionKey, \OpenSSLAsymmetricKey $office): string
    {
        openssl_public_encrypt($sessionKey, $sealed, $office, $this->profile->padding());

        return $sealed;
    }
}
