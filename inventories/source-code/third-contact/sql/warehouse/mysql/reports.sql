-- Parcels by sender, in descending order; digest tables are made at night.
CREATE TABLE digest (id INT PRIMARY KEY, sha1 CHAR(40), cipher VARCHAR(20), hash_bucket INT);
CREATE INDEX digest_md5 ON digest (hash_bucket) USING HASH;
INSERT INTO digest (id, cipher) VALUES (1, 'aes-256-cbc'), (2, 'RSA_2048');
SELECT p.id, d.sha1 AS md5, SIGN(p.balance) AS sign, CRC32(p.label) AS checksum
FROM parcel p JOIN digest d ON d.id = p.id
WHERE p.description LIKE '%encrypt(%' AND p.cipher IN ('des', 'rc4')
ORDER BY p.id DESC;
