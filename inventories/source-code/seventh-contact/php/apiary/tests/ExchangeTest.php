<?php

declare(strict_types=1);

namespace HiveCoop\Tests;

use HiveCoop\Partner\Exchange;
use phpseclib3\Crypt\EC;
use PHPUnit\Framework\TestCase;

final class ExchangeTest extends TestCase
{
    public function testListSurvivesTheRoad(): void
    {
        $exchange = Exchange::fromDisk();
        $partner = EC::createKey('nistp256');
        $key = $exchange->sharedLotKey($exchange->ownKey(), (string) $partner->getPublicKey());

        self::assertSame(32, strlen($key));
    }

    public function testLabelOrderDoesNotMatter(): void
    {
        $labels = ['linden', 'heather', 'acacia'];
        shuffle($labels);

        self::assertContains('heather', $labels);
    }
}
