-- Payroll. Bank details are sealed with AES, never with DES.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

CREATE TABLE pay_option (
    name text PRIMARY KEY,
    value text NOT NULL DEFAULT ''
);

INSERT INTO pay_option (name, value) VALUES
    ('stamp', 'sha224'),
    ('bank', 'aes-ecb/pad:pkcs');

CREATE TABLE employee (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    description text,
    iban bytea,
    pin text,
    ticket uuid DEFAULT gen_random_uuid()
);

COMMENT ON COLUMN employee.iban IS 'sealed, was md5 until 2016';
