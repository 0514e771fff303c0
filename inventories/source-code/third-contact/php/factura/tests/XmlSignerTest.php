<?php

use App\Services\XmlSigner;
use PHPUnit\Framework\TestCase;

final class XmlSignerTest extends TestCase
{
    public function testShortRsaKeyIsRefused(): void
    {
        $key = openssl_pkey_new(['private_key_bits' => 1024, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        openssl_pkey_export($key, $pem);
        $this->expectException(\InvalidArgumentException::class);
        (new XmlSigner(require __DIR__ . '/../config/signing.php'))->sign(new \DOMDocument(), $pem);
    }
}
