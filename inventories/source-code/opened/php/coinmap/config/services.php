<?php

use Coinmap\Session;
use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;

return static function (ContainerConfigurator $container): void {
    $services = $container->services();
    $services->set(Session::class)
        ->arg('$cipher', 'aes-256-ctr')
        ->arg('$curve', 'brainpoolP512r1');
};
// The universal map: hashes of tiles are only names
