using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;

namespace ShipLog;

public static class Identity
{
    /// <summary>Every ship makes its own certificate; the fleet office pins it.</summary>
    public static X509Certificate2 ForShip(string imo, IConfiguration config)
    {
        var curve = ECCurve.CreateFromFriendlyName(config["Identity:Curve"] ?? "nistP256");
        using var key = ECDsa.Create(curve);
        var request = new CertificateRequest($"CN=imo-{imo}", key, HashAlgorithmName.SHA384);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(2));
    }

    public static RSA ForManifest(IConfiguration config) =>
        RSA.Create(config.GetValue("Identity:Bits", 2048));

    public static byte[] WrapFor(RSA office, byte[] dataKey) =>
        office.Encrypt(dataKey, RSAEncryptionPadding.OaepSHA256);

    public static string PinOfCrew(string pin, byte[] salt) =>
        Convert.ToBase64String(KeyDerivation.Pbkdf2(pin, salt, KeyDerivationPrf.HMACSHA512, 210_000, 32));
}
