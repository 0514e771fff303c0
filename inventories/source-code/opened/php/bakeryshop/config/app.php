<?php

return [
    'name' => 'Bakery shop',
    'key' => env('APP_KEY'),
    'cipher' => 'AES-256-CBC',
    'hashing' => [
        'driver' => env('HASH_DRIVER', 'argon2id'),
        'memory' => 65536,
    ],
    'webhook' => ['digest' => 'sha256'],
];
