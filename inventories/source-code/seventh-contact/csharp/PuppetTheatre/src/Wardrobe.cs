using System.Security.Cryptography;
using NSec.Cryptography;
using ChaCha20Poly1305 = NSec.Cryptography.ChaCha20Poly1305;
using IncrementalHash = System.Security.Cryptography.IncrementalHash;

namespace PuppetTheatre;

/// <summary>A chest that closes with some algorithm of NSec.</summary>
public class Chest<TAlgorithm> where TAlgorithm : AeadAlgorithm, new()
{
    private readonly TAlgorithm _lid = new();

    public byte[] Close(Key key, byte[] nonce, byte[] gown) => _lid.Encrypt(key, nonce, default, gown);
}

public sealed class Wardrobe
{
    private readonly Chest<ChaCha20Poly1305> _chest = new();
    private readonly Lazy<Key> _mask = new(() => Key.Create(SignatureAlgorithm.Ed25519));

    public byte[] Initial(byte[] label)
    {
        var key = _mask.Value;
        return key.Algorithm is SignatureAlgorithm how ? how.Sign(key, label) : [];
    }

    public byte[] Hang(Key key, byte[] nonce, byte[] gown) => _chest.Close(key, nonce, gown);

    public byte[] Moths(string costume, byte[] key)
    {
        foreach (var name in new[] { HashAlgorithmName.SHA1, HashAlgorithmName.SHA256 })
        {
            using var mac = IncrementalHash.CreateHMAC(name, key);
            mac.AppendData(System.Text.Encoding.UTF8.GetBytes(costume));
            var tag = mac.GetHashAndReset();
            if (tag[0] == 0) return tag;
        }
        return [];
    }

    /// <summary>Hash house: how the cook calls the canteen.</summary>
    public override int GetHashCode() => HashCode.Combine(_chest, 7);
}
