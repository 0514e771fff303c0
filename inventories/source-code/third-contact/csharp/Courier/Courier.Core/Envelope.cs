using System.Security.Cryptography;

namespace Courier.Core;

public abstract class Envelope
{
    protected abstract SymmetricAlgorithm NewCipher();

    public byte[] Close(byte[] key, byte[] iv, byte[] body)
    {
        using var cipher = NewCipher();
        using var encryptor = cipher.CreateEncryptor(key, iv);
        return encryptor.TransformFinalBlock(body, 0, body.Length);
    }
}

public sealed class BoxEnvelope : Envelope
{
    protected override SymmetricAlgorithm NewCipher()
    {
        var aes = Aes.Create();
        aes.KeySize = 256;
        return aes;
    }
}

public sealed class TelexEnvelope : Envelope
{
    protected override SymmetricAlgorithm NewCipher() => DES.Create();
}

public sealed class Sealer(byte[] key)
{
    private const int TagSize = 16;

    public byte[] Seal(byte[] nonce, byte[] body, byte[] tag)
    {
        using var box = new ChaCha20Poly1305(key);
        var output = new byte[body.Length];
        box.Encrypt(nonce, body, output, tag);
        return output;
    }

    public static byte[] Agree(ECDiffieHellmanPublicKey peer)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return own.DeriveKeyFromHash(peer, HashAlgorithmName.SHA256);
    }

    public static byte[] Expand(byte[] secret) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "courier"u8.ToArray());
}
