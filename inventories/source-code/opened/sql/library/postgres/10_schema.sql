/* The library. Readers' numbers are sealed with pgp_sym_encrypt(... 'aes192') since 2019;
   encrypt(..., 'des') is not used. */
CREATE SCHEMA IF NOT EXISTS crypto;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA crypto;

CREATE TABLE reader (
    number bigint PRIMARY KEY,
    sealed bytea,
    pin text,
    desk text DEFAULT 'des moines',
    digest text
);

CREATE TABLE setting (name text PRIMARY KEY, value text);
INSERT INTO setting VALUES ('pin_salt', 'bf'), ('sum', 'sha224');

CREATE FUNCTION set_pin(n bigint, p text) RETURNS void LANGUAGE sql AS $body$
    UPDATE reader SET pin = crypto.crypt(p, crypto.gen_salt((SELECT value FROM setting WHERE name = 'pin_salt'))) WHERE number = n;
$body$;

CREATE FUNCTION sum_of(t text) RETURNS bytea LANGUAGE sql AS $body$
    SELECT crypto.digest(t, (SELECT value FROM setting WHERE name = 'sum'));
$body$;

CREATE FUNCTION seal(t text, k text) RETURNS bytea LANGUAGE sql AS $body$
    SELECT crypto.pgp_sym_encrypt(t, k);
$body$;

CREATE FUNCTION seal_raw(t bytea, k bytea) RETURNS bytea LANGUAGE sql AS $body$
    SELECT crypto.encrypt(t, k, 'bf');
$body$;

CREATE FUNCTION weak(t bytea, k bytea) RETURNS bytea LANGUAGE plpgsql AS $body$
DECLARE
    kind text := 'aes';
    mode text := 'ecb';
BEGIN
    RETURN crypto.encrypt(t, k, format('%s-%s', kind, mode));
END
$body$;
