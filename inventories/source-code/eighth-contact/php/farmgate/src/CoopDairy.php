<?php

declare(strict_types=1);

namespace MilkRound;

final class CoopDairy extends Dairy
{
    protected const MAC = 'sha256';

    public function prices(string $url): string
    {
        $curl = curl_init($url);
        curl_setopt($curl, CURLOPT_RETURNTRANSFER, true);
        curl_setopt($curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
        return (string) curl_exec($curl);
    }
}
