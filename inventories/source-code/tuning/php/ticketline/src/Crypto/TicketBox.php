<?php

declare(strict_types=1);

namespace Ticketline\Crypto;

use function hash_hmac as mac;

final class TicketBox
{
    public function __construct(
        private readonly string $secret,
        private readonly Suite $suite = Suite::Season,
    ) {
    }

    public function seal(string $ticket): string
    {
        $key = hash_hkdf('sha256', $this->secret, $this->suite->keyBytes(), 'ticket');
        $nonce = random_bytes(12);
        $body = openssl_encrypt($ticket, $this->suite->cipher(), $key, OPENSSL_RAW_DATA, $nonce, $tag);
        return $nonce . $tag . $body;
    }

    public static function paper(string $ticket, string $key): string
    {
        return bin2hex(openssl_encrypt($ticket, Suite::Paper->cipher(), $key, OPENSSL_RAW_DATA, str_repeat("\0", 8)));
    }

    public function number(string $ticket): string
    {
        return substr(mac('ripemd160', $ticket, $this->secret), 0, 12);
    }

    public function stamp(string $ticket): string
    {
        return hash(Suite::DEFAULT->digest(), $ticket);
    }

    /** @return array<string, string> */
    public function sums(string $file): array
    {
        $sums = [];
        foreach (['md5', 'sha3-384', 'whirlpool'] as $algo) {
            $sums[$algo] = hash_file($algo, $file);
        }
        return $sums;
    }
}
