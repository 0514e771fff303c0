<?php

declare(strict_types=1);

namespace HiveCoop\Seal;

use Firebase\JWT\JWT;
use Firebase\JWT\Key;
use phpseclib3\Crypt\RSA as Press;

final class OriginPapers
{
    private const WIDTHS = ['keeper' => 3072, 'inspector' => 4096];

    public function __construct(private string $combPem, private string $combPublicPem)
    {
    }

    public function newPress(): Press\PrivateKey
    {
        return Press::createKey(self::WIDTHS['inspector']);
    }

    /** Stamps a paper and returns it for the courier. */
    public function issue(array $claims): string
    {
        return $this->stamp($claims, SealKind::Comb);
    }

    private function stamp(array $claims, SealKind $kind): string
    {
        return JWT::encode($claims, $this->combPem, $kind->value);
    }

    public function check(string $paper): object
    {
        return JWT::decode($paper, new Key($this->combPublicPem, SealKind::Comb->value));
    }

    public function pressMark(Press\PrivateKey $press, string $text): string
    {
        return $press
            ->withHash('sha384')
            ->withMGFHash('sha384')
            ->withPadding(Press::SIGNATURE_PSS)
            ->sign($text);
    }
}
