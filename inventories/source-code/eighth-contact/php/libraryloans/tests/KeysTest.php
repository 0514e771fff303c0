<?php

declare(strict_types=1);

use PHPUnit\Framework\TestCase;
use ReadingRoom\Letters;

final class KeysTest extends TestCase
{
    public function testSealIsNotEmpty(): void
    {
        $key = openssl_pkey_new(['private_key_bits' => 1024, 'private_key_type' => OPENSSL_KEYTYPE_RSA]);
        self::assertNotSame('', (new Letters())->seal('two books are due', $key));
    }

    public function testShelf(): void
    {
        self::assertSame('Design', (new Letters())->shelf('DES'));
    }
}
