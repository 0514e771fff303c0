<?php

declare(strict_types=1);

namespace ReadingRoom;

final class Export
{
    public function __construct(private array $config)
    {
    }

    public function write(string $rows, string $key): string
    {
        $iv = random_bytes(12);
        return $iv . openssl_encrypt($rows, $this->config['export_cipher'], $key, OPENSSL_RAW_DATA, $iv, $tag) . $tag;
    }

    public function checksums(string $rows): array
    {
        error_log('writing SHA-256 and SHA-512 sums beside the export');
        $sums = [];
        foreach (['sha256', 'sha512'] as $name) {
            $sums[$name] = hash($name, $rows);
        }
        return $sums;
    }
}
