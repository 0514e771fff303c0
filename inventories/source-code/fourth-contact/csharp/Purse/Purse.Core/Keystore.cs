using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using CipherFactory = Org.BouncyCastle.Security.CipherUtilities;

namespace Purse.Core;

public sealed class Keystore
{
    private readonly Dictionary<string, string> _regions = new()
    {
        ["kr"] = "ARIA/CTR/NoPadding",
        ["*"] = "AES/CTR/NoPadding",
    };

    private readonly string _transformation;

    private Keystore(string region) => _transformation = _regions.TryGetValue(region, out var t) ? t : _regions["*"];

    public static Keystore Korean() => new("kr");

    public byte[] Write(byte[] key, byte[] iv, byte[] data)
    {
        var cipher = CipherFactory.GetCipher(_transformation);
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher.DoFinal(data);
    }

    public byte[] Stretch(string password, byte[] salt) => SCrypt.Generate(Encoding.UTF8.GetBytes(password), salt, 1 << 14, 8, 1, 32);

    public byte[] Stretch(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA384, 32);

    public byte[] ReadOld(byte[] key, byte[] iv, byte[] data)
    {
        using var des = DES.Create();
        des.Key = key;
        return des.DecryptCfb(data, iv, PaddingMode.None, feedbackSizeInBits: 8);
    }

    public byte[] Backup(byte[] iv, byte[] data, out byte[] key)
    {
        using var aes = Aes.Create();
        aes.KeySize = 192;
        key = aes.Key;
        return aes.EncryptCbc(data, iv);
    }

    public MLDsa NewHeirloomKey() => MLDsa.GenerateKey(MLDsaAlgorithm.MLDsa65);

    public string Describe() => "keystore with des" + "cription";
}
