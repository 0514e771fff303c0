<?php

declare(strict_types=1);

namespace HiveCoop\Seal;

/** How a certificate of origin is stamped. */
enum SealKind: string
{
    case Comb = 'ES384';
    case Frame = 'RS512';

    public function describe(): string
    {
        return match ($this) {
            self::Comb => 'ECDSA stamp for combs',
            self::Frame => 'RSA stamp for whole frames',
        };
    }
}
