SELECT AES_ENCRYPT(title, 'key') FROM shelf;
SELECT SHA(title), SHA2(title, 0), SHA2(title, 224) FROM shelf;
SELECT DES_ENCRYPT(title, 'key') FROM shelf;
SELECT title, hash, description FROM shelf WHERE hash = MOD(id, 16);
SET GLOBAL tls_version = 'TLSv1,TLSv1.2';
SELECT create_asymmetric_priv_key('RSA', 1024);
SELECT asymmetric_sign('RSA', create_digest('SHA256', 'x'), @key, 'SHA256');
SELECT AES_ENCRYPT(sealed_ml_kem_secret, 'key', NULL) FROM pq_trial;
