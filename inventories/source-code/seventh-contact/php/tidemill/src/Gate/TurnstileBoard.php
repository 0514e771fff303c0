<?php

declare(strict_types=1);

namespace TideMill\Gate;

use function sodium_crypto_sign_keypair as freshPair;

final class TurnstileBoard
{
    /** @var \Closure(string, string): string */
    private \Closure $marker;

    public function __construct(?\Closure $marker = null)
    {
        $this->marker = $marker ?? sodium_crypto_sign_detached(...);
    }

    public function pair(): string
    {
        return freshPair();
    }

    public function mark(string $ticket, string $secret): string
    {
        return ($this->marker)($ticket, $secret);
    }

    public function pass(string $mark, string $ticket, string $public): bool
    {
        // verify the ticket with Ed25519 before the wheel turns
        return sodium_crypto_sign_verify_detached($mark, $ticket, $public);
    }

    public function roundDigest(array $tickets, string $how = 'sodium_crypto_generichash'): string
    {
        return bin2hex(\call_user_func($how, implode("\n", $tickets)));
    }
}
