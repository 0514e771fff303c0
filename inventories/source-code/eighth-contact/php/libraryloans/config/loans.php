<?php

return [
    'shelf_days' => 21,
    'letters' => [
        'key_bits' => 3 * 1024,
        'curve' => 'secp384r1',
    ],
    'export_cipher' => getenv('LOANS_CIPHER') ?: 'aes-256-gcm',
];
