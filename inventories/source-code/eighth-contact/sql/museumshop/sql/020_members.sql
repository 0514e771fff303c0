CREATE FUNCTION join_shop(mail text, plain text) RETURNS bigint
LANGUAGE sql AS $$
    INSERT INTO member (email, password)
    VALUES (mail, crypt(plain, gen_salt('bf', 11)))
    RETURNING id
$$;

CREATE FUNCTION label_mark(item text) RETURNS text
LANGUAGE sql AS $$
    SELECT encode(digest(item, setting('label_digest', 'sha256')), 'hex')
$$;

CREATE FUNCTION visit_tag(visit text, secret text, kind text DEFAULT 'sha256') RETURNS bytea
LANGUAGE sql AS $$
    SELECT hmac(visit, secret, kind)
$$;
