<?php

declare(strict_types=1);

namespace Clockshop\Token;

use Jose\Component\Core\AlgorithmManager;
use Jose\Component\KeyManagement\JWKFactory;
use Jose\Component\Signature\Algorithm\ES384;
use Jose\Component\Signature\Algorithm\HS256;
use Jose\Component\Signature\JWSBuilder;
use Symfony\Component\Yaml\Yaml;

final class Issuer
{
    private const CLASSES = ['clock' => ES384::class, 'watch' => HS256::class];

    private array $settings;

    public function __construct(?string $file = null)
    {
        $this->settings = Yaml::parseFile($file ?? __DIR__ . '/../../config/clock.yaml');
    }

    public function builder(string $kind = 'clock'): JWSBuilder
    {
        $class = self::CLASSES[$kind];
        return new JWSBuilder(new AlgorithmManager([new $class()]));
    }

    public function key(): \Jose\Component\Core\JWK
    {
        ['size' => $size, 'use' => $use] = $this->settings['rsa'] + ['size' => 2048, 'use' => 'sig'];
        return JWKFactory::createRSAKey($size, ['use' => $use]);
    }

    public function secret(): \Jose\Component\Core\JWK
    {
        return JWKFactory::createOctKey(8 * 64, ['alg' => 'HS512']);
    }

    public function stamp(string $text): string
    {
        $algos = array_intersect(['tiger192,3', $this->settings['stamp'] ?? 'sha256'], hash_hmac_algos());
        return hash_hmac(end($algos), $text, 'stamp');
    }
}
