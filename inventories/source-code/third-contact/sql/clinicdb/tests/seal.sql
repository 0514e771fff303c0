\set digest 'sha256'
SELECT plan(2);
SELECT is(octet_length(digest('x', :'digest')), 32, 'a digest has 32 octets, rsa or not');
SELECT isnt(md5('a'), md5('b'), 'sums differ');
