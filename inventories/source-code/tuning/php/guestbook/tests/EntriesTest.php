<?php

use Guestbook\Entries;
use PHPUnit\Framework\TestCase;

final class EntriesTest extends TestCase
{
    public function testMd5OfNothing(): void
    {
        self::assertSame('d41d8cd98f00b204e9800998ecf8427e', hash('md5', ''));
    }

    public function testLink(): void
    {
        self::assertSame('a?t=' . hash_hmac('sha256', 'a', 'k'), (new Entries('k'))->link('a'));
    }
}
