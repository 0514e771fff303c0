using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace LicenceServer;

public static class Startup
{
    private const string Issuer = "licence.example.test";

    public static void ConfigureKestrel(KestrelServerOptions kestrel, IConfiguration config)
    {
        var lowest = config.GetValue("Tls:Lowest", SslProtocols.Tls);
        kestrel.ConfigureHttpsDefaults(https => https.SslProtocols = lowest);
    }

    public static HttpClient LabClient()
    {
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
        };
        return new HttpClient(handler);
    }

    public static SigningCredentials Credentials(RsaSecurityKey key, IConfiguration config) =>
        new(key, config["Token:Alg"] ?? SecurityAlgorithms.RsaSha256);

    public static string HashPassword(string password) => BCrypt.Net.BCrypt.HashPassword(password, 12);

    public static object ActivationKeys()
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator("Ed25519");
        generator.Init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        return generator.GenerateKeyPair();
    }

    public static byte[] Dongle(byte[] key, byte[] iv, byte[] block)
    {
        var cipher = CipherUtilities.GetCipher(Name("SEED"));
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher.DoFinal(block);
    }

    private static string Name(string family, string mode = "CBC") => $"{family}/{mode}/PKCS7Padding";

    public static MLKem ArchiveKey() => MLKem.GenerateKey(MLKemAlgorithm.MLKem768);

    public static IncrementalHash PartnerHash(string name) => IncrementalHash.CreateHash(new HashAlgorithmName(name));

    public static byte[] Serial() => RandomNumberGenerator.GetBytes(20);

    public static int Shuffle(int count) => new Random(17).Next(count);

    public static byte[] Tag(string name, byte[] key, byte[] data)
    {
        using var mac = MacTable[name](key);
        return mac.ComputeHash(data);
    }

    private static readonly Dictionary<string, Func<byte[], HMAC>> MacTable = new()
    {
        ["v1"] = key => new HMACMD5(key),
        ["v2"] = key => new HMACSHA512(key),
    };
}
