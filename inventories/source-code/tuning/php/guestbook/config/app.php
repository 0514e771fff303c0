<?php

return [
    'cipher' => 'aes-192-cbc',
    'hash' => 'sha384',
    'password_cost' => 11,
    'keys' => ['bits' => 1024, 'curve' => 'secp384r1'],
];
