DO $$
BEGIN
    ASSERT label_mark('key ring') <> encode(digest('key ring', 'md5'), 'hex'), 'md5 is gone';
END
$$;

SELECT 'rsa and des are columns here' AS note;
