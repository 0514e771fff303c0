<?php

declare(strict_types=1);

class Users
{
    public function add(string $password): string
    {
        return password_hash($password, PASSWORD_BCRYPT, ['cost' => 10]);
    }

    public function migrate(string $password, string $salt): string
    {
        return crypt($password, '$5$rounds=5000$' . $salt . '$');
    }

    public function oldest(string $password): string
    {
        return crypt($password, 'ab');
    }

    public function ticket(): string
    {
        return bin2hex(\random_bytes(16));
    }

    public function weakTicket(): string
    {
        return uniqid((string) rand(), true);
    }
}
