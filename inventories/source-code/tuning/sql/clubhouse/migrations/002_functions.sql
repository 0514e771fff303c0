CREATE FUNCTION seal_card(card text, key bytea, iv bytea) RETURNS bytea LANGUAGE sql AS $$
    SELECT encrypt_iv(convert_to(card, 'UTF8'), key, iv, 'aes-cbc/pad:pkcs');
$$;

CREATE FUNCTION open_old_card(card bytea, key bytea) RETURNS bytea LANGUAGE sql AS $$
    SELECT decrypt(card, key, '3des-ecb');
$$;

CREATE FUNCTION card_sum(card bytea, kind text DEFAULT 'sha256') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    key constant bytea := decode('00ff', 'hex');
BEGIN
    IF kind = 'keyed' THEN
        RETURN encode(hmac(card, key, 'sha' || '512'), 'hex');
    END IF;
    RETURN encode(digest(card, kind), 'hex');
END
$$;

CREATE VIEW member_digest AS
SELECT id, md5(name) AS gravatar, sha512(convert_to(name, 'UTF8')) AS long_sum, hashtext(name) AS slot
FROM member
WHERE description <> 'AES';

CREATE FUNCTION login(who text, given text) RETURNS boolean LANGUAGE sql AS $$
    SELECT password = public.crypt(given, password) FROM member WHERE name = who;
$$;

SELECT pgp_pub_encrypt('hello', dearmor('-----BEGIN PGP PUBLIC KEY BLOCK-----'));
SELECT gen_random_bytes(16);
