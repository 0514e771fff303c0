<?php

declare(strict_types=1);

/** A principal signs nothing here: the word stands for the headmaster. MD5, AES and RSA are names of his cats. */
final class Principal
{
    /** @var array<string, string> */
    private array $hash = ['AES' => 'black', 'RSA' => 'white', 'MD5' => 'red'];

    public function describe(string $cat): string
    {
        return "{$cat} is {$this->hash[$cat]}";
    }

    public function verify(): bool
    {
        return count($this->hash) === 3;
    }

    public static function getInstance(): self
    {
        return new self();
    }
}

echo Principal::getInstance()->describe('AES');
