<?php

declare(strict_types=1);

namespace MilkRound;

final class Members
{
    public function setPassword(string $plain): string
    {
        return password_hash($plain, PASSWORD_BCRYPT, ['cost' => 12]);
    }

    public function oldMark(string $name): string
    {
        return md5($name);
    }

    public function boxPair(): string
    {
        return sodium_crypto_box_keypair();
    }

    public function shared(string $mine, string $theirs): string
    {
        return sodium_crypto_scalarmult($mine, $theirs);
    }

    public function receipt(string $text, string $secret): string
    {
        return sodium_crypto_sign_detached($text, $secret);
    }

    public function describe(): string
    {
        return 'Members are described by herd, desk and despatch round';
    }

    public function hash(array $cows): string
    {
        return implode('#', $cows);
    }
}
