<?php

declare(strict_types=1);

namespace Guestbook;

use function hash_hmac as tag;

final class Entries
{
    private array $config;

    public function __construct(private string $key)
    {
        $this->config = require __DIR__ . '/../config/app.php';
    }

    public function seal(string $entry): string
    {
        $nonce = random_bytes(12);
        $body = openssl_encrypt($entry, Names::SEAL, $this->key, OPENSSL_RAW_DATA, $nonce, $tag);
        return $nonce . $tag . $body;
    }

    public function page(string $page, string $iv): string
    {
        return openssl_encrypt($page, $this->config['cipher'] ?? 'aes-128-cbc', $this->key, 0, $iv);
    }

    public function openOld(string $data): string|false
    {
        return openssl_decrypt($data, 'DES-EDE3-ECB', $this->key, OPENSSL_RAW_DATA);
    }

    public function openOldest(string $data): string|false
    {
        return \openssl_decrypt($data, 'bf', $this->key);
    }

    public function id(string $entry): string
    {
        return md5($entry . microtime());
    }

    public function etag(string $entry): string
    {
        return '"' . sha1($entry) . '"';
    }

    public function sum(string $entry): string
    {
        return hash(Names::SUM, $entry);
    }

    public function configured(string $entry): string
    {
        return hash($this->config['hash'], $entry);
    }

    public function link(string $path): string
    {
        return $path . '?t=' . tag('sha256', $path, $this->key);
    }

    public function upload(string $file): string
    {
        $name = $_POST['algo'] ?? '';
        return hash_file($name, $file);
    }

    public function stretch(string $password, string $salt): string
    {
        return hash_pbkdf2('sha512', $password, $salt, 120000, 32, true);
    }
}
