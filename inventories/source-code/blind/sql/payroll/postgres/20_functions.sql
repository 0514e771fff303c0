CREATE FUNCTION pay_opt(what text, otherwise text DEFAULT NULL) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT value FROM pay_option WHERE name = what), otherwise);
$$;

CREATE FUNCTION seal_iban(iban text, key bytea) RETURNS bytea LANGUAGE sql AS $$
    SELECT encrypt(convert_to(iban, 'UTF8'), key, pay_opt('bank', 'aes'));
$$;

CREATE FUNCTION stamp_slip(slip text, key text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    algo text := pay_opt('stamp');
BEGIN
    RETURN encode(hmac(slip, key, algo), 'hex');
END
$$;

CREATE FUNCTION set_pin(who bigint, pin text, cost int DEFAULT 10) RETURNS void LANGUAGE sql AS $$
    UPDATE employee SET pin = crypt(set_pin.pin, gen_salt('bf', cost)) WHERE id = who;
$$;

CREATE OR REPLACE FUNCTION slip_sum(slip bytea, strong boolean DEFAULT true) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT digest(slip, CASE WHEN strong THEN 'sha512' ELSE 'md5' END);
$$;

CREATE FUNCTION parcel(body text, phrase text) RETURNS bytea LANGUAGE sql AS $$
    SELECT pgp_sym_encrypt(body, phrase, 'compress-algo=1, cipher-algo=' || 'aes' || 192);
$$;
