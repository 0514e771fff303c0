<?php

namespace Chimney;

abstract class Soot
{
    protected string $mode = 'ctr';
    protected int $bits = 128;

    protected static function digests(): array
    {
        return ['quick' => 'whirlpool', 'slow' => 'sha512'];
    }
}
