SET block_encryption_mode = CONCAT('aes-', 8 * 32, '-cbc');
SET @iv = RANDOM_BYTES(16);

INSERT INTO broker_box (broker, price, iv)
SELECT broker, AES_ENCRYPT(price, UNHEX(@broker_key), @iv), @iv FROM broker_price;
