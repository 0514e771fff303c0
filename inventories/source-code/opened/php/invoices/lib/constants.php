<?php

const ARCHIVE_HASH = 'whirlpool';
const KEY_BITS = 4096;
define('LEDGER_MAC', 'sha3-384');

// What old exports say in their first line; md5 is only compared there.
const HEADER_NAMES = ['md5' => 1, 'sha1' => 2, 'crc32' => 3];
