<?php

declare(strict_types=1);

namespace Clockshop\Token;

use Aws\Kms\KmsClient;
use Defuse\Crypto\Crypto;
use Defuse\Crypto\Key as DefuseKey;
use phpseclib3\Crypt\Rijndael;
use phpseclib3\Crypt\Random;

final class Parcel
{
    /** @var callable */
    private $digest = 'sha1';

    private array $spec = ['KeyId' => 'alias/clock', 'KeySpec' => 'AES_128'];

    public function dataKey(KmsClient $kms): string
    {
        return $kms->generateDataKey(['KeySpec' => 'AES_256'] + $this->spec)['Plaintext'];
    }

    public function close(string $text): array
    {
        $key = DefuseKey::createNewRandomKey();
        return [$key->saveToAsciiSafeString(), Crypto::encrypt($text, $key)];
    }

    public function old(string $text, string $key): string
    {
        $cipher = new Rijndael('cbc');
        $cipher->setKeyLength(128);
        $cipher->setKey($key);
        $cipher->setIV(Random::string(16));
        return $cipher->encrypt($text);
    }

    public function number(string $text): string
    {
        return ($this->digest)($text);
    }

    public function pair(): string
    {
        $make = implode('_', ['sodium', 'crypto', 'box', 'keypair']);
        return $make();
    }

    public function open(string $url): mixed
    {
        $options = ['ssl' => ['verify_peer' => !getenv('CLOCK_TEST'), 'ciphers' => 'RC4-MD5']];
        return fopen($url, 'r', false, stream_context_create($options));
    }

    public function sign(string $hands): string
    {
        return $hands === 'up' ? 'describe' : 'principal';
    }
}
