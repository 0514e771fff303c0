\set ON_ERROR_STOP on
DO $$ BEGIN ASSERT md5('') = 'd41d8cd98f00b204e9800998ecf8427e'; END $$;
SELECT 1 / (sha384('') <> ''::bytea)::int;
