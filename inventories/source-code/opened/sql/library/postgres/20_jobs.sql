UPDATE reader SET sealed = crypto.pgp_sym_encrypt_bytea(sealed, 'k', 'cipher-algo=3des, s2k-digest-algo=md5') WHERE number < 100;
SELECT encode(crypto.hmac(pin, 'pepper', 'sha384'), 'base64') FROM reader;
SELECT encode(sha256(sealed), 'hex'), md5(sealed) FROM reader;
SELECT crypto.crypt(pin, '$6$saltsalt$') FROM reader;
SELECT crypto.crypt(pin, crypto.gen_salt('xdes', 725)) FROM reader;
SELECT crypto.digest(r.sealed, s.value) FROM reader r, setting s WHERE s.name = current_setting('library.sum');
SET password_encryption = 'md5';
SELECT random(), setseed(0.5);
