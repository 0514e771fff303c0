using System;
using System.Security.Cryptography;

namespace Skiff.Agent.Vault;

public delegate byte[] SealChunk(byte[] key, byte[] nonce, byte[] chunk);

public static class Sealing
{
    public static SealChunk For(string scheme) => scheme switch
    {
        "gcm" => Gcm,
        "chacha" => ChaCha,
        "old" => Old,
        _ => throw new ArgumentException($"unknown scheme {scheme}, use gcm (AES) or chacha"),
    };

    private static byte[] Gcm(byte[] key, byte[] nonce, byte[] chunk)
    {
        var sealedChunk = new byte[chunk.Length];
        var tag = new byte[16];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, chunk, sealedChunk, tag);
        return [.. sealedChunk, .. tag];
    }

    private static byte[] ChaCha(byte[] key, byte[] nonce, byte[] chunk)
    {
        var sealedChunk = new byte[chunk.Length];
        var tag = new byte[16];
        using var cipher = new ChaCha20Poly1305(key);
        cipher.Encrypt(nonce, chunk, sealedChunk, tag);
        return [.. sealedChunk, .. tag];
    }

    private static byte[] Old(byte[] key, byte[] nonce, byte[] chunk)
    {
        using var cipher = Rc2(effective: 64);
        return cipher.CreateEncryptor(key, nonce).TransformFinalBlock(chunk, 0, chunk.Length);
    }

    private static SymmetricAlgorithm Rc2(int effective)
    {
        var algorithm = RC2.Create();
        algorithm.EffectiveKeySize = effective;
        return algorithm;
    }
}
