<?php

return [
    'verify' => false,
    'jwt' => [
        'alg' => 'HS384',
        'secret' => getenv('TICKETLINE_JWT_SECRET'),
    ],
];
