-- The description of each key stands in the manual.
CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Change-me-4711';
CREATE CERTIFICATE PayrollCert WITH SUBJECT = 'Payroll slips';
CREATE ASYMMETRIC KEY PayrollSigner WITH ALGORITHM = RSA_1024 ENCRYPTION BY PASSWORD = 'Change-me-4712';
CREATE SYMMETRIC KEY SlipKey WITH ALGORITHM = AES_192 ENCRYPTION BY CERTIFICATE PayrollCert;
GO
CREATE PROCEDURE dbo.SealSlip @Slip nvarchar(max), @Sum varbinary(64) OUTPUT AS
BEGIN
    DECLARE @algo nvarchar(20) = N'SHA2_512';
    OPEN SYMMETRIC KEY SlipKey DECRYPTION BY CERTIFICATE PayrollCert;
    UPDATE dbo.Slip SET Body = ENCRYPTBYKEY(KEY_GUID('SlipKey'), @Slip);
    SET @Sum = HASHBYTES(@algo, @Slip);
    INSERT INTO dbo.SlipSeal VALUES (SIGNBYASYMKEY(ASYMKEY_ID('PayrollSigner'), @Sum, N'Change-me-4712'));
END
GO
