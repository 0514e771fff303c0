using System;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Security;
using Rsa = System.Security.Cryptography.RSACng;
using static Post.Depot.DepotSettings;

namespace Post.Depot;

/// <summary>Seals on parcels.</summary>
public sealed class Parcels
{
    private readonly DepotSettings _settings;

    public Parcels(DepotSettings settings) => _settings = settings;

    public IBufferedCipher Cipher() => CipherUtilities.GetCipher(_settings["ParcelCipher", FallbackCipher]);

    public ISigner Signer()
    {
        var name = _settings["ParcelSigner", FallbackSigner];
        return SignerUtilities.GetSigner(name);
    }

    public RSA Key() => new Rsa(Sizes[^1]);

    public RSA Small() => new Rsa(Sizes[0]);

    public byte[] Number(byte[] parcel)
    {
        var name = nameof(SHA256).Replace("256", "1");
        using var hash = IncrementalHash.CreateHash(new HashAlgorithmName(name));
        hash.AppendData(parcel);
        return hash.GetHashAndReset();
    }

    public byte[] Pass(char[] pass, byte[] salt) => BCrypt.Generate(BCrypt.PasswordToByteArray(pass), salt, 12);

    public AsymmetricCipherKeyPair Driver()
    {
        const int strength = 256;
        var generator = GeneratorUtilities.GetKeyPairGenerator("EcDh");
        generator.Init(new KeyGenerationParameters(new SecureRandom(), strength));
        return generator.GenerateKeyPair();
    }

    public ECDsa Stamp() => ECDsa.Create();
}
