<?php

declare(strict_types=1);

namespace SsoHub\Token;

use Jose\Component\Core\JWK;
use Jose\Component\KeyManagement\JWKFactory;
use phpseclib3\Crypt\DSA;
use phpseclib3\Crypt\EC;
use phpseclib3\Crypt\PublicKeyLoader;

interface Curves
{
    public const ISSUER = 'secp521r1';
    public const DEVICE = 'P-256';
    public const EXCHANGE = 'secp384r1';
}

abstract class Ring implements Curves
{
    abstract protected function curve(): string;

    public function create(): \OpenSSLAsymmetricKey
    {
        return openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => $this->curve()]);
    }
}

final class KeyRing extends Ring
{
    protected function curve(): string
    {
        return self::EXCHANGE;
    }

    public function agree(string $peerPem): string
    {
        $shared = openssl_pkey_derive(openssl_pkey_get_public($peerPem), $this->create());
        return hash_hkdf('sha512', $shared, 32, 'ssohub session');
    }

    public function deviceKey(): JWK
    {
        return JWKFactory::createECKey(self::DEVICE, ['use' => 'sig', 'alg' => 'ES256']);
    }

    public function newEdKey(): JWK
    {
        return JWKFactory::createOKPKey('Ed' . 25519);
    }

    public function federationKey(): DSA\PrivateKey
    {
        return DSA::createKey(2048, 224);
    }

    public function assertion(string $xml, string $pem): bool
    {
        [$body, $signature] = explode('.', $xml, 2);
        $key = PublicKeyLoader::load($pem);
        return $key instanceof EC\PublicKey && $key->withHash('sha256')->verify($body, base64_decode($signature));
    }
}
