using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using NSec.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace GullCache;

/// <summary>Protects saved games and purchases.</summary>
public sealed class SaveVault
{
    private static readonly Dictionary<string, string> Legacy = new()
    {
        ["v1"] = "RIPEMD160",
        ["v2"] = "SHA3-256",
    };

    private readonly Strength _strength;
    private readonly AeadAlgorithm _shelf = AeadAlgorithm.XChaCha20Poly1305;

    public SaveVault(Strength strength = Strength.Heavy)
    {
        _strength = strength;
    }

    public static SaveVault Standard() => new();

    private ECCurve Curve() => _strength switch
    {
        Strength.Light => ECCurve.NamedCurves.nistP256,
        Strength.Normal => ECCurve.NamedCurves.nistP384,
        _ => ECCurve.NamedCurves.nistP521,
    };

    public byte[] SignPurchase(byte[] purchase)
    {
        using var key = ECDsa.Create(Curve());
        return key.SignData(purchase, HashAlgorithmName.SHA512);
    }

    public byte[] Shelve(NSec.Cryptography.Key key, byte[] nonce, byte[] save) =>
        _shelf.Encrypt(key, nonce, default, save);

    public byte[] OldChecksum(byte[] save)
    {
        var digest = DigestUtilities.GetDigest(Legacy["v1"]);
        digest.BlockUpdate(save, 0, save.Length);
        return DigestUtilities.DoFinal(digest);
    }

    public byte[] OpenKoreanSave(byte[] key, byte[] iv, byte[] save)
    {
        var cipher = new PaddedBufferedBlockCipher(new CbcBlockCipher(new SeedEngine()));
        cipher.Init(false, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher.DoFinal(save);
    }

    public byte[] PackKey(byte[] master)
    {
        var name = nameof(HashAlgorithmName.SHA384);
        return HKDF.DeriveKey(new HashAlgorithmName(name), master, Sizes.Pack / 8);
    }

    public void Pack(byte[] master, byte[] nonce, byte[] plain, byte[] sealedText, byte[] tag)
    {
        using var gcm = new AesGcm(PackKey(master), 16);
        gcm.Encrypt(nonce, plain, sealedText, tag);
    }
}
