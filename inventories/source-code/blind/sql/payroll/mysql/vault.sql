SET @bits = 1024 * 2;
SET @kind = 'RSA';
SET @priv = CREATE_ASYMMETRIC_PRIV_KEY(@kind, @bits);
SET @pub = CREATE_ASYMMETRIC_PUB_KEY(@kind, @priv);
SET @sum = CREATE_DIGEST(CONCAT('SHA', 224), 'slip of may');
SET @sig = ASYMMETRIC_SIGN(@kind, @sum, @priv, 'SHA224');
SELECT CREATE_DH_PARAMETERS(1024) INTO @dh;
ALTER USER 'clerk'@'%' REQUIRE SSL;
