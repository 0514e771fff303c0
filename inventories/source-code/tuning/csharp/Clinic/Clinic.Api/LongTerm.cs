using System.Security.Cryptography;

namespace Clinic.Api;

/// <summary>Post-quantum protection of the record archive (.NET 10).</summary>
public static class LongTerm
{
    public static MLKem NewArchiveKey() => MLKem.GenerateKey(MLKemAlgorithm.MLKem1024);

    public static MLDsa NewSealKey() => MLDsa.GenerateKey(MLDsaAlgorithm.MLDsa44);

    public static byte[] SharedKey(MLKem peer, out byte[] ciphertext)
    {
        if (!MLKem.IsSupported)
        {
            ciphertext = [];
            return new byte[32];
        }

        peer.Encapsulate(out ciphertext, out var secret);
        return secret;
    }
}
