<?php

declare(strict_types=1);

namespace TideMill\Desk;

use Lcobucci\JWT\Encoding\ChainedFormatter;
use Lcobucci\JWT\Encoding\JoseEncoder;
use Lcobucci\JWT\Signer;
use Lcobucci\JWT\Signer\Key\InMemory;
use Lcobucci\JWT\Token\Builder;

/** A day pass as a compact string. Subclasses say which stamp is used (RSA, HMAC, ...). */
abstract class Issuer
{
    public function __construct(protected string $stampKey)
    {
    }

    abstract protected function stampWith(): Signer;

    public function dayPass(string $guest, \DateTimeImmutable $until): string
    {
        return (new Builder(new JoseEncoder(), ChainedFormatter::default()))
            ->relatedTo($guest)
            ->expiresAt($until)
            ->getToken($this->stampWith(), InMemory::plainText($this->stampKey))
            ->toString();
    }
}
