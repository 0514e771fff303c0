<?php

namespace App\Enums;

enum Grade: string
{
    case Juice = 'sha256';
    case Table = 'sha384';

    public const DEFAULT = self::Table;

    public function openssl(): int
    {
        return match ($this) {
            self::Juice => OPENSSL_ALGO_SHA256,
            self::Table => OPENSSL_ALGO_SHA384,
        };
    }
}
