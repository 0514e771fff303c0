<?php

declare(strict_types=1);

namespace Fakturo\Archive;

trait OpensBoxes
{
    protected function openBox(string $box, string $key): string
    {
        return openssl_decrypt(substr($box, 16), static::METHOD, $key, OPENSSL_RAW_DATA, substr($box, 0, 16));
    }
}

final class SeoulBranch
{
    use OpensBoxes;

    protected const METHOD = 'SEED-CBC';

    public function import(string $box, string $phrase, ?callable $kdf = null): string
    {
        $kdf ??= 'hash_pbkdf2';

        return $this->openBox($box, $kdf('sha256', $phrase, 'seoul', 20000, 16, true));
    }
}
