<?php

declare(strict_types=1);

namespace TideMill\Net;

final class TideFeed
{
    private const OIDS = [
        'station' => '1.2.840.113549.1.1.11',
        'gauge' => '1.3.6.1.4.1.49999.2',
    ];

    public function fetch(string $url): string
    {
        $handle = curl_init($url);
        curl_setopt_array($handle, [
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_SSLVERSION => CURL_SSLVERSION_TLSv1_3,
            CURLOPT_HTTPHEADER => ['X-Station: ' . self::OIDS['station']],
        ]);

        return (string) curl_exec($handle);
    }

    /** The old gauge speaks only to a stream socket. */
    public function gauge(string $host): mixed
    {
        $context = stream_context_create([
            'ssl' => ['crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_1_CLIENT, 'verify_peer' => false],
        ]);

        return stream_socket_client("tls://{$host}:8443", $errno, $errstr, 10, STREAM_CLIENT_CONNECT, $context);
    }

    public function pickSample(array $readings): float
    {
        return $readings[mt_rand(0, count($readings) - 1)];
    }
}
