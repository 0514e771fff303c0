CREATE TABLE club_setting (key text PRIMARY KEY, value text NOT NULL);
INSERT INTO club_setting VALUES ('seal', 'aes-ecb'), ('sum', 'sha384'), ('salt', 'des');

CREATE FUNCTION club(k text) RETURNS text LANGUAGE sql STABLE AS
    'SELECT value FROM club_setting WHERE key = k';

CREATE FUNCTION seal_note(note bytea, k bytea) RETURNS bytea LANGUAGE sql AS
    'SELECT encrypt(note, k, club(''seal''))';

CREATE FUNCTION note_sum(note bytea) RETURNS bytea LANGUAGE sql AS
    'SELECT digest(note, club(''sum''))';

CREATE FUNCTION old_pin(pin text) RETURNS text LANGUAGE sql AS
    'SELECT crypt(pin, gen_salt(club(''salt'')))';

CREATE FUNCTION kem_key(secret bytea) RETURNS bytea LANGUAGE sql AS
    'SELECT substr(digest(secret, ''md5''), 1, 16)';
