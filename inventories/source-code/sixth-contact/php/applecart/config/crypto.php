<?php

return [
    'crate' => [
        'cipher' => env('CRATE_CIPHER', 'aes-192-cbc'),
        'bits' => 3072,
    ],
    'webhook' => ['algo' => 'sha3-512'],
    'texts' => ['title' => 'RSA - Red and Sweet Apples'],
];
