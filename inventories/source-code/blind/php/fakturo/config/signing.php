<?php

return [
    'seal' => env('FAKTURO_SEAL', 'aes-256-ctr'),
    'key' => [
        'type' => 'ec',
        'curve' => 'secp384r1',
        'bits' => 3072,
    ],
    'archive_hash' => 'sha3-512',
    'description' => 'Signing of invoices (RSA was dropped in 2021)',
];
