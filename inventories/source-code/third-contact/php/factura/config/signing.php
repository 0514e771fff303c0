<?php

use RobRichards\XMLSecLibs\XMLSecurityDSig;
use RobRichards\XMLSecLibs\XMLSecurityKey;

return [
    // What the tax office wants this year; RSA-SHA1 is refused since 2019.
    'profile' => env('FACTURA_PROFILE', 'facturae'),

    'profiles' => [
        'facturae' => [
            'signature' => XMLSecurityKey::RSA_SHA512,
            'digest' => XMLSecurityDSig::SHA512,
            'bits' => 4096,
        ],
        'ubl' => [
            'signature' => XMLSecurityKey::RSA_SHA256,
            'digest' => XMLSecurityDSig::SHA256,
            'bits' => 2048,
        ],
    ],

    'archive' => [
        'cipher' => env('FACTURA_CIPHER', 'AES-256-GCM'),
        'key' => env('FACTURA_KEY'),
    ],

    'portal' => ['ca' => storage_path('ca.pem'), 'verify' => env('FACTURA_VERIFY_PEER', false)],
];
