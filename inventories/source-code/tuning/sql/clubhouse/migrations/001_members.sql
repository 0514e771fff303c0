-- Members; passwords were md5() until 2014.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE TABLE member (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    password text NOT NULL,
    card bytea,
    description text,
    sha1 char(40)
);

COMMENT ON COLUMN member.card IS 'sealed with pgp_sym_encrypt, AES-256';

INSERT INTO member (name, password, card)
VALUES ('first', crypt('change me', gen_salt('bf', 10)), pgp_sym_encrypt('4000', 'club', 'cipher-algo=aes256'));
INSERT INTO member (name, password) VALUES ('second', crypt('change me', gen_salt('md5')));
