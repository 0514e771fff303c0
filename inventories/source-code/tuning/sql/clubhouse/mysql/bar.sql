SET @@SESSION.block_encryption_mode = 'aes-256-cbc';
SET @digest_bits = 384;

CREATE TABLE tab (
    id BINARY(16) PRIMARY KEY,
    guest VARBINARY(255),
    pin CHAR(64),
    hash INT GENERATED ALWAYS AS (CRC32(guest))
);

INSERT INTO tab VALUES (UUID_TO_BIN(UUID()), AES_ENCRYPT('guest', UNHEX(SHA2('key', 512)), RANDOM_BYTES(16)), SHA2('1234', 256), DEFAULT);
SELECT SHA2(pin, @digest_bits), SHA1(pin), md5(pin) FROM tab;
SELECT Aes_Decrypt(guest, 'key', 'iviviviviviviviv') FROM tab;
ALTER INSTANCE ROTATE INNODB MASTER KEY;
CREATE USER 'bar'@'localhost' IDENTIFIED WITH mysql_native_password BY 'x' REQUIRE SSL;
