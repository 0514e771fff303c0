<?php
require_once __DIR__ . '/crypto.php';

$shift = file_get_contents($argv[1]);
$net = pos_encrypt($shift, getenv('POS_NET_KEY'), POS_NET_CIPHER);
$card = pos_encrypt(getenv('POS_TEST_CARD'), getenv('POS_CARD_KEY'));
$sum = pos_digest('shift', $shift);

$session = ssh2_connect('bank.example', 22, array(
    'kex' => POS_BANK_KEX,
    'hostkey' => 'ssh-dss',
    'client_to_server' => array('crypt' => '3des-cbc', 'mac' => 'hmac-sha1'),
));
ssh2_auth_pubkey_file($session, 'pos', '/etc/pos/id.pub', '/etc/pos/id');

$context = stream_context_create(array('ssl' => array(
    'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_0_CLIENT,
    'verify_peer' => false,
)));
$socket = stream_socket_client('tls://till.example:4433', $code, $message, 5, STREAM_CLIENT_CONNECT, $context);
fwrite($socket, implode("\n", array($net, $card, $sum)));

openssl_seal($shift, $sealed, $ekeys, array(openssl_pkey_get_public(file_get_contents('/etc/pos/audit.pem'))), 'RC4');
echo "sent; signature and hash are on the receipt\n";
