<?php

declare(strict_types=1);

namespace Guestbook;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;

final class Accounts
{
    private const ALGORITHM = PASSWORD_ARGON2ID;

    public function store(string $password): string
    {
        return password_hash($password, self::ALGORITHM);
    }

    public function storeGuest(string $password): string
    {
        return password_hash($password, PASSWORD_DEFAULT, ['cost' => 11]);
    }

    public function check(string $password, string $row): bool
    {
        if (strlen($row) === 40) {
            return hash_equals($row, sha1($password));
        }
        return password_verify($password, $row);
    }

    public function token(string $name, string $secret): string
    {
        return JWT::encode(['sub' => $name], $secret, 'HS512');
    }

    public function read(string $token, string $public): object
    {
        return JWT::decode($token, new Key($public, 'ES256'));
    }

    public function resetCode(): string
    {
        return substr(str_shuffle('ABCDEFGHJKLMNPQRSTUVWXYZ23456789'), 0, 8) . mt_rand(10, 99);
    }
}
