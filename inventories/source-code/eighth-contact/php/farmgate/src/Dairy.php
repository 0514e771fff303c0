<?php

declare(strict_types=1);

namespace MilkRound;

use phpseclib3\Net\SFTP;

class Dairy
{
    protected const MAC = 'sha1';

    /** Sign for the cans on the ramp. */
    public function signFor(int $cans): string
    {
        return "signed for $cans cans, see the RSA (Rural Supply Association) form";
    }

    public function tankTag(string $reading, string $key): string
    {
        return hash_hmac(static::MAC, $reading, $key);
    }

    public function upload(string $host, string $file): bool
    {
        $sftp = new SFTP($host);
        $sftp->login('dairy', getenv('DAIRY_PASSWORD') ?: '');
        return $sftp->put(basename($file), $file, SFTP::SOURCE_LOCAL_FILE);
    }
}
