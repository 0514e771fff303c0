-- Settings of the clinic database; patients' cards were DES-encrypted until 2016.
ALTER DATABASE clinic SET clinic.card_cipher = 'aes-cbc/pad:pkcs';
ALTER DATABASE clinic SET clinic.audit_hash = 'sha384';

CREATE TYPE seal_kind AS ENUM ('ward', 'lab', 'archive');
COMMENT ON TYPE seal_kind IS 'archive means the old rsa tapes';

CREATE TABLE seal_scheme (kind seal_kind PRIMARY KEY, digest text NOT NULL, description text);
INSERT INTO seal_scheme (kind, digest) VALUES
    ('ward', 'sha224'),
    ('lab', 'sha512'),
    ('archive', 'md5');
