CREATE FUNCTION close_card(card bytea, key bytea) RETURNS bytea LANGUAGE sql AS $$
    SELECT encrypt(card, key, current_setting('clinic.card_cipher', true));
$$;

CREATE FUNCTION seal(body bytea, key bytea, which seal_kind DEFAULT 'lab') RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
    name text;
BEGIN
    SELECT digest INTO name FROM seal_scheme WHERE kind = which;
    RETURN hmac(body, key, name);
END
$$;

CREATE FUNCTION audit_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    command text := format('SELECT digest(%L, %L)', NEW::text, current_setting('clinic.audit_hash'));
BEGIN
    EXECUTE command INTO NEW.row_sum;
    NEW.slot := hashtext(NEW.name) % 16;
    RETURN NEW;
END
$$;

CREATE FUNCTION nurse_login(who text, pin text) RETURNS text LANGUAGE sql AS $$
    UPDATE nurse SET pin_hash = crypt(pin, gen_salt('xdes', 725)) WHERE name = who RETURNING pin_hash;
$$;

CREATE VIEW referral AS
SELECT id,
       pgsodium.crypto_sign_detached(letter, (SELECT secret FROM clinic_key)) AS signature,
       pgsodium.crypto_box(letter, nonce, partner, (SELECT box_secret FROM clinic_key)) AS letter
FROM outgoing;
