using System.Security.Cryptography;

namespace Ticketing.Core;

/// <summary>Signatures that shall hold for decades (.NET 10).</summary>
public sealed class Hybrid
{
    private readonly SlhDsa _root = SlhDsa.GenerateKey(SlhDsaAlgorithm.SlhDsaShake256s);

    public byte[] Sign(byte[] plan) => _root.SignData(plan);

    public static bool Accept(MLDsa pq, RSA classic, byte[] data, byte[] s1, byte[] s2)
    {
        var ok = pq.VerifyData(data, s1);
        ok = classic.VerifyData(data, s2, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);
        return ok;
    }

    public static MLKem Restore() =>
        MLKem.ImportPrivateSeed(MLKemAlgorithm.MLKem512, new byte[64]);

    public static byte[] Xof(byte[] data) => Shake128.HashData(data, 32);
}
