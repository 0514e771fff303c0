<?php

declare(strict_types=1);

namespace Millrace;

/** RSA 1024 is for museums. */
final class Profile
{
    public const CURVE = 'secp384r1';

    public function __construct(
        public readonly int $bits = 3072,
        public readonly string $digest = 'sha' . '512',
        public readonly string $cipher = 'aes-256-gcm',
    ) {
    }

    public static function old(): self
    {
        return new self(bits: 1024, digest: 'md5', cipher: 'des-ede3-cbc');
    }
}

enum Grain: string
{
    case Rye = 'sha3-256';
    case Oat = 'sha1';

    public function grind(string $data): string
    {
        return hash($this->value, $data);
    }
}
