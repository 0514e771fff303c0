CREATE FUNCTION mask AS (value, key) -> hex(encrypt('aes-128-gcm', value, key, '000000000000'));
CREATE MATERIALIZED VIEW sessions ENGINE = MergeTree ORDER BY id AS
WITH 'description of a session' AS description
SELECT SHA224(concat(agent, ip)) AS id, cityHash64(agent) AS bucket,
       mask(ip, 'made up, 16 oct.') AS ip
FROM events;
