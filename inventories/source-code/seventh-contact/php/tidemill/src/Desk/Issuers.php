<?php

declare(strict_types=1);

namespace TideMill\Desk;

use Lcobucci\JWT\Signer;
use Lcobucci\JWT\Signer\Hmac;
use Lcobucci\JWT\Signer\Rsa\Sha256 as BrassStamp;

final class GroupIssuer extends Issuer
{
    protected function stampWith(): Signer
    {
        return new BrassStamp();
    }
}

final class SingleIssuer extends Issuer
{
    protected function stampWith(): Signer
    {
        return new Hmac\Sha512();
    }
}
