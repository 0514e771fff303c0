<?php

declare(strict_types=1);

require_once __DIR__ . '/constants.php';

class Store
{
    private string $cipher;

    public function __construct(private string $key)
    {
        $this->cipher = getenv('INVOICE_CIPHER') ?: 'aes-256-cbc';
    }

    public function put(string $invoice): string
    {
        $iv = openssl_random_pseudo_bytes(openssl_cipher_iv_length($this->cipher));
        return $iv . openssl_encrypt($invoice, $this->cipher, $this->key, OPENSSL_RAW_DATA, $iv);
    }

    public function preview(string $invoice, bool $fast): string
    {
        $name = sprintf('aes-%d-%s', $fast ? 128 : 256, 'ctr');
        return openssl_encrypt($invoice, $name, $this->key, 0, str_repeat("\0", 16));
    }

    public function readMainframe(string $data): string|false
    {
        return openssl_decrypt($data, 'des-ecb', $this->key);
    }

    public function readFax(string $data): string|false
    {
        return mcrypt_decrypt(MCRYPT_RIJNDAEL_128, $this->key, $data, MCRYPT_MODE_ECB);
    }

    public function digest(string $invoice): string
    {
        return hash(getenv('INVOICE_DIGEST') ?: 'sha256', $invoice);
    }

    public function archiveDigest(string $path): string
    {
        return hash_file(ARCHIVE_HASH, $path);
    }

    public function incremental(iterable $parts): string
    {
        $context = hash_init('sha512/256');
        foreach ($parts as $part) {
            hash_update($context, $part);
        }
        return hash_final($context);
    }

    public function ledgerTag(string $row): string
    {
        return hash_hmac(LEDGER_MAC, $row, $this->key);
    }

    public function shortName(string $path): string
    {
        return md5_file($path);
    }

    public function customerKey(string $customer): string
    {
        return hash_hkdf('sha256', $this->key, 32, 'customer ' . $customer);
    }

    public function crc(string $data): string
    {
        return hash('crc32b', $data);
    }
}
