-- md5 was used here
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE OR REPLACE FUNCTION seal(body text, secret text, algo text DEFAULT 'aes-cbc/pad:pkcs')
RETURNS bytea LANGUAGE sql AS $$
  SELECT encrypt(body::bytea, secret::bytea, algo);
$$;

CREATE FUNCTION fingerprint(body text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  kind constant text := 'sha384';
BEGIN
  RETURN encode(digest(body, kind), 'hex');
END;
$$;

CREATE FUNCTION tag(body text, secret text, bits int) RETURNS bytea LANGUAGE plpgsql AS $$
BEGIN
  RETURN hmac(body, secret, 'sha' || 512);
END;
$$;

INSERT INTO accounts (name, password) VALUES ('a', crypt('x', gen_salt('bf', 12)));
INSERT INTO accounts (name, password) VALUES ('b', crypt('x', gen_salt('md5')));
SELECT pgp_sym_encrypt(note, 'k', 'cipher-algo=aes256, compress-algo=1') FROM notes;
UPDATE notes SET sum = md5(body);
SELECT sha224(body::bytea), encode(sha512(body::bytea), 'hex') FROM notes;
SELECT encrypt_iv(body, key, iv, CASE WHEN old THEN '3des-cbc' ELSE 'aes-cbc' END) FROM notes;
\set algo 'sha256'
SELECT digest(body, :'algo') FROM notes;
WITH settings AS (SELECT 'sha1'::text AS algo)
SELECT digest(n.body, s.algo) FROM notes n, settings s;
SELECT 'describe md5' AS label;
