SET @silo_algo = '${silo_key_type}';

CREATE TABLE silo_key (silo VARCHAR(20) PRIMARY KEY, private_pem TEXT, public_pem TEXT);

SET @private = create_asymmetric_priv_key(@silo_algo, ${silo_bits});
INSERT INTO silo_key VALUES
    ('north', @private, create_asymmetric_pub_key(@silo_algo, @private));
