<?php

use Fakturo\Archive\Vault;
use PHPUnit\Framework\TestCase;

final class VaultTest extends TestCase
{
    public function testSum(): void
    {
        $vault = new Vault(str_repeat('k', 32), fn (string $d): string => hash('crc32b', $d));
        self::assertSame(md5('a'), md5('a'));
    }

    public function testClerkKey(): void
    {
        $key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']);
        self::assertNotFalse($key);
    }
}
