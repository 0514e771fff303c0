BEGIN;
SELECT plan(1);
SELECT is(encode(digest('abc', 'sha1'), 'hex'), 'a9993e364706816aba3e25717850c26c9cd0d89d', 'sha1 of abc');
SELECT finish();
ROLLBACK;
