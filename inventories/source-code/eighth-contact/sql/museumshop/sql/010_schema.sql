CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE TABLE setting (
    name  text PRIMARY KEY,
    value text NOT NULL
);

INSERT INTO setting (name, value) VALUES
    ('shop_name', 'Museum of Locks'),
    ('label_digest', 'sha384');

CREATE FUNCTION setting(wanted text, otherwise text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT value FROM setting WHERE name = wanted), otherwise)
$$;

CREATE TABLE member (
    id       bigserial PRIMARY KEY,
    email    text UNIQUE NOT NULL,
    password text NOT NULL,
    -- des: desired visiting day; rsa: room seen again
    des      date,
    rsa      boolean DEFAULT false
);
