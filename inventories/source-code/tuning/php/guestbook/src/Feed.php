<?php

namespace Guestbook;

final class Feed
{
    public function fetch(string $url): string|false
    {
        $context = stream_context_create(['ssl' => ['verify_peer' => false, 'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_0_CLIENT]]);
        return file_get_contents($url, false, $context);
    }

    public function post(string $url, string $body): string|bool
    {
        $curl = curl_init($url);
        curl_setopt($curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        return curl_exec($curl);
    }
}
