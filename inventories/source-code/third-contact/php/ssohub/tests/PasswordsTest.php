<?php

declare(strict_types=1);

namespace SsoHub\Tests;

use PHPUnit\Framework\TestCase;
use SsoHub\Account\Passwords;

final class PasswordsTest extends TestCase
{
    public function testChecksBcrypt(): void
    {
        $stored = password_hash('secret', PASSWORD_BCRYPT, ['cost' => 4]);
        self::assertTrue((new Passwords())->check('secret', $stored));
        self::assertSame(40, strlen(hash('ripemd160', 'x')));
    }
}
