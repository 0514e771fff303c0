<?php

declare(strict_types=1);

namespace Ticketline\Web;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;

final class Login
{
    private array $config;

    public function __construct()
    {
        $this->config = require __DIR__ . '/../../config/login.php';
    }

    public function store(string $password): string
    {
        return password_hash($password, PASSWORD_DEFAULT, ['cost' => 12]);
    }

    public function check(string $password, string $stored): bool
    {
        return password_verify($password, $stored);
    }

    public function token(int $user): string
    {
        return JWT::encode(['sub' => $user], $this->config['jwt']['secret'], $this->config['jwt']['alg'] ?? 'HS256');
    }

    public function partner(string $token, string $pem): object
    {
        return JWT::decode($token, new Key($pem, 'ES' . '384'));
    }

    public function backend(string $url): string|bool
    {
        $curl = curl_init($url);
        curl_setopt_array($curl, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_SSLVERSION => CURL_SSLVERSION_TLSv1_2,
            CURLOPT_SSL_VERIFYPEER => $this->config['verify'],
        ]);
        return curl_exec($curl);
    }

    public function help(): string
    {
        return 'Choose a password; we never use md5() or rot13 on it.';
    }
}
