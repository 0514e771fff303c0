CREATE FUNCTION lock_terms(terms text, secret text) RETURNS bytea
LANGUAGE sql AS $$
    SELECT pgp_sym_encrypt(terms, secret, 'cipher-algo=aes256, compress-algo=1')
$$;

CREATE FUNCTION mail_terms(terms text, supplier_key text) RETURNS text
LANGUAGE sql AS $$
    SELECT armor(pgp_pub_encrypt(terms, dearmor(supplier_key)))
$$;

COMMENT ON FUNCTION mail_terms(text, text) IS 'Terms as an RSA or ElGamal message';
