CREATE ASYMMETRIC KEY PoolAccounts
    WITH ALGORITHM = RSA_4096
    ENCRYPTION BY PASSWORD = '$(PoolPassword)';
GO

CREATE SYMMETRIC KEY PayoutKey
    WITH ALGORITHM = AES_256
    ENCRYPTION BY ASYMMETRIC KEY PoolAccounts;
GO

CREATE PROCEDURE dbo.SealPayout @payout nvarchar(200), @password nvarchar(128)
AS
BEGIN
    PRINT 'payout sealed with RSA';
    SELECT SIGNBYASYMKEY(ASYMKEY_ID('PoolAccounts'), @payout, @password) AS seal;
END
GO

CREATE VIEW dbo.Signs AS SELECT silo, 'RSA lane' AS lane_sign FROM dbo.Silo;
GO
