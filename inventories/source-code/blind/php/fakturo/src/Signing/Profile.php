<?php

declare(strict_types=1);

namespace Fakturo\Signing;

enum Profile: string
{
    case Domestic = 'domestic';
    case Export = 'export';
    case Legacy = 'legacy';

    public function digest(): string
    {
        return match ($this) {
            self::Domestic => 'sha256',
            self::Export => 'sha512',
            self::Legacy => 'sha1',
        };
    }

    public function padding(): int
    {
        return $this === self::Legacy ? OPENSSL_PKCS1_PADDING : OPENSSL_PKCS1_OAEP_PADDING;
    }

    public static function labels(): array
    {
        return ['des' => 'Desk invoice', 'rsa' => 'Reverse service account'];
    }
}
