<?php

declare(strict_types=1);

namespace ReadingRoom;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;

final class Cards
{
    public function __construct(private string $privateKey, private string $publicKey)
    {
    }

    public function forBranch(int $reader): string
    {
        return JWT::encode(['sub' => $reader], $this->privateKey, Scheme::Branch->value);
    }

    public function forKiosk(int $reader, string $secret): string
    {
        return JWT::encode(['sub' => $reader, 'kiosk' => true], $secret, Scheme::Kiosk->value);
    }

    public function read(string $token): object
    {
        return JWT::decode($token, new Key($this->publicKey, 'RS384'));
    }
}
