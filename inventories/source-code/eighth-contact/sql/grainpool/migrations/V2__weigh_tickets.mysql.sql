DELIMITER //

CREATE FUNCTION seal_ticket(ticket TEXT, pem TEXT) RETURNS VARBINARY(1024) DETERMINISTIC
BEGIN
    DECLARE kind VARCHAR(10) DEFAULT 'SHA256';
    RETURN asymmetric_sign('RSA', create_digest(kind, ticket), pem, kind);
END //

CREATE FUNCTION check_ticket(ticket TEXT, seal VARBINARY(1024), pem TEXT) RETURNS INT DETERMINISTIC
BEGIN
    RETURN asymmetric_verify('RSA', create_digest('SHA256', ticket), seal, pem, 'SHA256');
END //

-- the share of a silo; "hash" as the millers say, no sha2
CREATE FUNCTION hash_of_silo(silo INT) RETURNS INT DETERMINISTIC
BEGIN
    RETURN silo % 4;
END //

DELIMITER ;
