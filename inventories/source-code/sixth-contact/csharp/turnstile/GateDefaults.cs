using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.IdentityModel.Tokens;

namespace Turnstile;

public static class GateDefaults
{
    public static readonly RSASignaturePadding Padding = RSASignaturePadding.Pss;

    public const string TokenAlgorithm = SecurityAlgorithms.HmacSha512;

    private const string Help = "turnstile --hash <md5|sha1|sha256>";

    public static byte[] PinKey(string pin, byte[] salt, KeyDerivationPrf prf = KeyDerivationPrf.HMACSHA512)
        => KeyDerivation.Pbkdf2(pin, salt, prf, 150_000, 32);

    public static SslServerAuthenticationOptions GateChannel() => new()
    {
        EnabledSslProtocols = SslProtocols.Tls13 | SslProtocols.Tls12,
        ClientCertificateRequired = true,
    };

    public static byte[] Challenge() => RandomNumberGenerator.GetBytes(24);

    public static byte[] SealPin(string pin, byte[] salt, byte[] blob)
    {
        using var aes = Aes.Create();
        aes.Key = PinKey(pin, salt);
        return aes.EncryptCbc(blob, salt);
    }

    public static string StorePassword(string password) =>
        BCrypt.Net.BCrypt.HashPassword(password, workFactor: 11);
}
