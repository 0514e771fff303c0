<?php

namespace Coinmap;

use Elliptic\EC;
use kornrunner\Keccak;
use ParagonIE\Halite\KeyFactory;
use ParagonIE\Halite\Symmetric\Crypto as Symmetric;
use ParagonIE\HiddenString\HiddenString;

abstract class Chain
{
    abstract protected function curve(): string;

    protected function hash(string $tx): string
    {
        return hash('sha256', hash('sha256', $tx, true));
    }

    public function key(): \Elliptic\EC\KeyPair
    {
        return (new EC($this->curve()))->genKeyPair();
    }

    public function sign(string $tx): string
    {
        return $this->key()->sign($this->hash($tx))->toDER('hex');
    }
}

final class Ether extends Chain
{
    protected function curve(): string
    {
        return 'secp256k1';
    }

    protected function hash(string $tx): string
    {
        return Keccak::hash($tx, 256);
    }
}

final class Vault
{
    private const ITERATIONS = ['bip39' => [2048, 'sha512'], 'pin' => [90_000, 'sha3-256']];

    public function seed(string $phrase, string $salt = 'mnemonic', string $profile = 'bip39'): string
    {
        [$rounds, $algo] = self::ITERATIONS[$profile];
        return hash_pbkdf2($algo, $phrase, $salt, $rounds, 64, true);
    }

    public function store(string $seed): string
    {
        $key = KeyFactory::generateEncryptionKey();
        return Symmetric::encrypt(new HiddenString($seed), $key);
    }

    public function verify(int $confirmations): bool
    {
        return $confirmations > 6;
    }
}
