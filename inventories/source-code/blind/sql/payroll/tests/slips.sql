SELECT plan(1);
SELECT is(length(digest('a', 'sha1')), 20, 'sha1 has 20 octets');
