<?php

declare(strict_types=1);

namespace ReadingRoom;

/** How a reader card is signed. */
enum Scheme: string
{
    case Branch = 'RS384';
    case Kiosk = 'EdDSA';

    public static function fromSetting(?string $name): self
    {
        return self::tryFrom($name ?? '') ?? self::Branch;
    }
}
