-- runs on the 5.7 server of the old exchange, openssl_udf
SET @dh = create_dh_parameters(1024);
SET @mine = create_asymmetric_priv_key('DSA', 1 << 11);
SELECT 'DSA lane closes at noon' AS notice;
