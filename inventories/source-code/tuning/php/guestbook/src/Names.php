<?php

declare(strict_types=1);

namespace Guestbook;

final class Names
{
    public const SEAL = 'aes-256-gcm';
    public const SUM = 'sha3-' . '256';

    /** Shown on the help page only. */
    public const OFFERED = ['DES-CBC', 'RC4', 'AES-256-CBC'];

    public static function describe(string $name): string
    {
        return sprintf('%s is offered; md5 and sha1 are not', $name);
    }
}
