<?php

namespace App\Services;

class Orchard
{
    private array $columns = ['md5_rows', 'sha1_rows', 'rc4_shed'];

    public function row(string $tree): int
    {
        return crc32($tree) % 40;
    }

    // mt_rand is good enough, no hash('sha256') here
    public function pick(array $trees): string
    {
        return $trees[array_rand($trees)];
    }
}
