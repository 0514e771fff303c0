<?php

declare(strict_types=1);

namespace Ticketline\Crypto;

/** What a class of tickets is protected with; the description is for the box office. */
enum Suite: string
{
    case Paper = 'paper';
    case Mobile = 'mobile';
    case Season = 'season';

    public const DEFAULT = self::Mobile;

    public function cipher(): string
    {
        return match ($this) {
            self::Paper => 'des-ede3-cbc',
            self::Mobile => 'aes-128-gcm',
            self::Season => 'aes-256-gcm',
        };
    }

    public function digest(): string
    {
        return $this === self::Paper ? 'sha1' : 'sha512/256';
    }

    public function keyBytes(): int
    {
        return openssl_cipher_key_length($this->cipher());
    }
}
