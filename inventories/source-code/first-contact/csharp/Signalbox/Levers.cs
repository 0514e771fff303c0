using System;
using System.Collections.Generic;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.IdentityModel.Tokens;
using Curves = System.Security.Cryptography.ECCurve.NamedCurves;

namespace Signalbox;

public sealed class Levers
{
    private readonly SignalOptions _options;
    private static readonly (string Name, int Bits)[] Sizes = { ("down", 2048), ("up", 4096) };
    private static readonly Dictionary<string, Func<HashAlgorithm>> Digests = new()
    {
        ["new"] = SHA256.Create,
        ["old"] = () => MD5.Create(),
    };

    public Levers(SignalOptions? options = null) => _options = options ?? new SignalOptions();

    public RSA Key() => RSA.Create(_options.KeyBits);

    public RSA OldKey() => RSA.Create(SignalOptions.Old.KeyBits);

    public IEnumerable<RSA> AllKeys()
    {
        foreach (var (_, bits) in Sizes)
            yield return RSA.Create(bits);
    }

    public ECDsa CurveKey() => ECDsa.Create(ECCurve.CreateFromFriendlyName(_options.Curve));

    public ECDiffieHellman Agree() => ECDiffieHellman.Create(Curves.nistP521);

    public byte[] Sign(RSA key, byte[] data) =>
        key.SignData(data, _options.Digest, RSASignaturePadding.Pss);

    public byte[] Wrap(X509Certificate2 certificate, byte[] secret)
    {
        using var key = certificate.GetRSAPublicKey()!;
        return key.Encrypt(secret, RSAEncryptionPadding.OaepSHA256);
    }

    public byte[] Stretch(string pass, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(pass, salt, 600_000, _options.Digest, 32);

    public Aes Box(byte[] key)
    {
        var box = Aes.Create();
        (box.KeySize, box.Mode) = (128, CipherMode.ECB);
        return box;
    }

    public SigningCredentials Credentials(SecurityKey key, bool curve) =>
        new(key, curve ? SecurityAlgorithms.EcdsaSha256 : SecurityAlgorithms.RsaSha256);

    public SslServerAuthenticationOptions Listen() => new()
    {
        EnabledSslProtocols = SslProtocols.Tls11 | SslProtocols.Tls12,
    };

    public string Help() => "levers --des --rsa=512";
}
