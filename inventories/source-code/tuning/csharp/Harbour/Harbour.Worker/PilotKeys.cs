using System;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using static System.Security.Cryptography.SHA256;

namespace Harbour.Worker;

/// <summary>Keys of the pilots' tablets.</summary>
public sealed class PilotKeys(IOptions<PilotOptions> options)
{
    private const string Curve = "ECDSA_P521";
    private const int Iterations = 200_000;

    private readonly PilotOptions _options = options.Value;

    public RSA NewKey() => RSA.Create(_options.KeySize);

    public byte[] Pin(string pin, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(pin, salt, Iterations, new HashAlgorithmName(_options.Kdf), 32);

    public SslServerAuthenticationOptions Tls()
    {
        var protocols = Enum.Parse<SslProtocols>(_options.Tls);
        return new SslServerAuthenticationOptions { EnabledSslProtocols = protocols };
    }

    public CngKey TabletKey() => CngKey.Create(new CngAlgorithm(Curve), "tablet");

    public byte[] Id(byte[] tablet) => HashData(tablet);

    public byte[] Chart(byte[] key, byte[] chart) => Transform(key, chart, encrypt: true);

    private static byte[] Transform(byte[] key, byte[] data, bool encrypt)
    {
        using SymmetricAlgorithm algorithm = encrypt ? Aes.Create() : TripleDES.Create();
        algorithm.Mode = CipherMode.CFB;
        algorithm.Key = key;
        return algorithm.CreateEncryptor().TransformFinalBlock(data, 0, data.Length);
    }

    public HMAC Tag() => new HMACSHA1();

    public byte[] FromShip(byte[] message, string algorithm) =>
        CryptographicOperations.HashData(new HashAlgorithmName(algorithm), message);

    public MLDsa Restore(byte[] seed)
    {
        Array.Resize(ref seed, 32);
        return MLDsa.ImportMLDsaPrivateSeed(MLDsaAlgorithm.MLDsa87, seed);
    }
}
