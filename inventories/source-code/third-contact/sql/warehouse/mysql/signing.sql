SET @scheme = 'RSA', @bits = 2048 + 1024;
SET @hash = CONCAT('SHA', 512);
SET @private = create_asymmetric_priv_key(@scheme, @bits);
SET @public = create_asymmetric_pub_key(@scheme, @private);
SELECT asymmetric_sign(@scheme, create_digest(@hash, label), @private, @hash) INTO @signature FROM parcel LIMIT 1;
ALTER USER 'scanner'@'%' IDENTIFIED WITH caching_sha2_password BY 'made up' REQUIRE NONE;
