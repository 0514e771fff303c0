using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;
using Digest = System.Security.Cryptography.HashAlgorithmName;

namespace Lantern;

// DES was used until 2009.
public record Suite(string Name, int Bits, ECCurve Curve)
{
    public static readonly Suite Strong = new("strong", 4096, ECCurve.NamedCurves.nistP384);
    public Suite Lighter => this with { Bits = 2048 };
}

public enum Tier { Low, High }

public sealed class Vault(int bits = 3072)
{
    private static readonly Dictionary<Tier, Digest> Digests = new()
    {
        [Tier.Low] = Digest.SHA1,
        [Tier.High] = Digest.SHA512,
    };

    private int KeyBits { get; init; } = bits;

    public RSA Root() => RSA.Create(Suite.Strong.Bits);

    public RSA Ordinary() => RSA.Create(KeyBits);

    public ECDsa Identity(Suite? suite = null)
    {
        suite ??= Suite.Strong;
        return ECDsa.Create(suite.Curve);
    }

    public byte[] Fingerprint(byte[] data)
    {
        using var hash = IncrementalHash.CreateHash(Digests[Tier.High]);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    public Aes Sealer(bool stream)
    {
        var (size, mode) = (256, CipherMode.CBC);
        Aes aes = Aes.Create();
        (aes.KeySize, aes.Mode) = (size, mode);
        return aes;
    }

    public SymmetricAlgorithm Legacy(string name) => name switch
    {
        "des" => DES.Create(),
        _ => TripleDES.Create(),
    };

    public byte[] Stretch(string password, byte[] salt, Digest? digest = null) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, 100_000, digest ?? Digest.SHA256, 32);

    public byte[] Sign(RSA key, byte[] data)
    {
        RSASignaturePadding padding = RSASignaturePadding.Pss;
        return key.SignData(data, Digest.SHA384, padding);
    }

    public AsymmetricCipherKeyPair Bouncy()
    {
        KeyGenerationParameters parameters =
            new(new SecureRandom(), Sizes.Short);
        RsaKeyPairGenerator generator =
            new();
        generator.Init(parameters);
        return generator.GenerateKeyPair();
    }

    public HMAC Tagger(byte[] key)
    {
        Func<byte[], HMAC> make = k => new HMACSHA512(k);
        return make(key);
    }

    public ECDiffieHellman Agreement() => ECDiffieHellman.Create(CurveFor(Tier.High));

    private static ECCurve CurveFor(Tier tier) => tier switch
    {
        Tier.High => ECCurve.CreateFromFriendlyName("nistP521"),
        _ => ECCurve.NamedCurves.nistP256,
    };

    public byte[] Sum(byte[] data) => Apply(MD5.HashData, data);
    private static byte[] Apply(Func<byte[], byte[]> f, byte[] data) => f(data);
    public const string Text = "MD5 described in the design";
}

internal static class Sizes
{
    internal const int Base = 512;
    internal const int Short = Base << 1;
}
