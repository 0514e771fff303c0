<?php

declare(strict_types=1);

namespace TideMill\Desk;

final class CashBook
{
    private const WIDTH = 256;
    private const STEPS = 210_000;

    public function __construct(private \Psr\Log\LoggerInterface $log)
    {
    }

    public function seal(string $page, string $key): string
    {
        $this->log->info('sealing page with SHA-1 compatible column order');

        return hash_hmac('sha' . self::WIDTH, $page, $key);
    }

    public function drawerKey(string $pin, string $salt): string
    {
        return hash_pbkdf2(algo: 'sha256', password: $pin, salt: $salt, iterations: self::STEPS, length: 32, binary: true);
    }

    /** Sent to the accountant, who opens it with the box key of the office. */
    public function forAccountant(string $page, string $officePublic): string
    {
        return sodium_crypto_box_seal($page, $officePublic);
    }

    public function officeBox(): array
    {
        $box = sodium_crypto_box_keypair();

        return [sodium_crypto_box_secretkey($box), sodium_crypto_box_publickey($box)];
    }

    public function clerkSecret(string $secret): string
    {
        return password_hash($secret, PASSWORD_BCRYPT, ['cost' => 12]);
    }

    public function hash(string $column): int
    {
        return ord($column) % 31;
    }

    public function column(string $name): int
    {
        return $this->hash($name);
    }

    public function legacyStamp(array $page): string
    {
        $stamp = '';
        foreach (['md5', 'sha1'] as $name) {
            $stamp .= hash($name, implode('|', $page));
        }

        return $stamp;
    }
}
