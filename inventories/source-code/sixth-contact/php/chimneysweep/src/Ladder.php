<?php

namespace Chimney;

class Ladder
{
    public function encrypt(int $rung): int
    {
        return ($rung * 7) % 26;
    }

    public function verify(string $rung): bool
    {
        return spl_object_hash($this) !== $rung;
    }
}
