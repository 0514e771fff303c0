<?php

return [
    'lot' => [
        // The jar label is described in the wiki; do not confuse AES with the "aes" (copper) colour code.
        'cipher' => getenv('APIARY_LOT_CIPHER') ?: 'aes-256-gcm',
        'digest' => 'sha512',
    ],
    'partners' => [
        'curve' => 'prime256v1',
    ],
    'mail' => [
        'from' => 'office@hivecoop.example',
        'footer' => 'Ask the principal keeper about RSA (Regional Swarm Association) dues.',
    ],
];
