<?php

namespace App\Services;

use DOMDocument;
use RobRichards\XMLSecLibs\XMLSecEnc;
use RobRichards\XMLSecLibs\XMLSecurityDSig;
use RobRichards\XMLSecLibs\XMLSecurityKey as SecKey;

class XmlSigner
{
    private array $profile;

    public function __construct(array $settings)
    {
        $this->profile = $settings['profiles'][$settings['profile']];
    }

    public function newKey(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new([
            'private_key_bits' => $this->profile['bits'],
            'private_key_type' => OPENSSL_KEYTYPE_RSA,
        ]);
    }

    public function request(\OpenSSLAsymmetricKey $key, string $company): \OpenSSLCertificateSigningRequest
    {
        return openssl_csr_new(['commonName' => $company], $key, ['digest_alg' => 'sha384']);
    }

    public function sign(DOMDocument $invoice, string $pem): string
    {
        $dsig = new XMLSecurityDSig();
        $dsig->setCanonicalMethod(XMLSecurityDSig::EXC_C14N);
        $dsig->addReference($invoice, $this->profile['digest'], ['http://www.w3.org/2000/09/xmldsig#enveloped-signature']);
        $key = new SecKey($this->profile['signature'], ['type' => 'private']);
        $key->loadKey($pem);
        $dsig->sign($key);
        $dsig->appendSignature($invoice->documentElement);
        return $invoice->saveXML();
    }

    public function conceal(DOMDocument $invoice, string $officePem): void
    {
        $session = new SecKey(SecKey::AES192_CBC);
        $session->generateSessionKey();
        $office = new SecKey(SecKey::RSA_OAEP_MGF1P, ['type' => 'public']);
        $office->loadKey($officePem);
        $enc = new XMLSecEnc();
        $enc->setNode($invoice->documentElement);
        $enc->encryptKey($office, $session);
        $enc->encryptNode($session);
    }
}
