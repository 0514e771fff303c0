<?php
require_once __DIR__ . '/constants.php';
require_once '/opt/kisa/KISA_SEED_CBC.php';

function pos_encrypt($text, $key, $cipher = POS_CARD_CIPHER)
{
    $iv = openssl_random_pseudo_bytes(openssl_cipher_iv_length($cipher));
    return base64_encode($iv . openssl_encrypt($text, $cipher, $key, OPENSSL_RAW_DATA, $iv));
}

function pos_digest($what, $data)
{
    return hash(POS_DIGESTS[$what], $data);
}

function pos_old_card($blob, $key)
{
    list($iv, $body) = array(substr($blob, 0, 16), substr($blob, 16));
    return rtrim(mcrypt_decrypt(MCRYPT_RIJNDAEL_128, $key, $body, MCRYPT_MODE_CBC, $iv), "\0");
}

function pos_vat_number($number, $key, $iv)
{
    $bytes = KISA_SEED_CBC::SEED_CBC_Encrypt($key, $iv, $number, 0, strlen($number));
    return bin2hex($bytes);
}

function pos_clerk_password($password)
{
    $salt = substr(strtr(base64_encode(random_bytes(12)), '+', '.'), 0, 16);
    return crypt($password, '$6$rounds=5000$' . $salt);
}

function pos_bank_secret($bankPublic)
{
    $own = openssl_pkey_new(array('dh' => array('p' => hex2bin(POS_DH_PRIME), 'g' => "\x02")));
    return openssl_dh_compute_key($bankPublic, $own);
}

function pos_describe_cipher()
{
    return 'Cards: 3DES. Network: ' . strtoupper('aria') . '.';
}
