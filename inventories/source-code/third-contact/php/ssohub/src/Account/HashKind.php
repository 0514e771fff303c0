<?php

declare(strict_types=1);

namespace SsoHub\Account;

enum HashKind: string
{
    case Current = PASSWORD_ARGON2ID;
    case Import = PASSWORD_BCRYPT;
    case Sha = 'ssha';

    public static function fallback(): self
    {
        return self::Current;
    }

    public function describe(): string
    {
        return match ($this) {
            self::Current => 'Argon2id, described in the handbook',
            self::Import => 'bcrypt of the old site',
            self::Sha => 'salted sha1 from LDAP',
        };
    }
}
