using System.Text;
using NSec.Cryptography;
using Agreement = NSec.Cryptography.KeyAgreementAlgorithm;

namespace PillBox.Services;

/// <summary>End-to-end channel between a nurse's phone and the family.</summary>
public sealed class CareChannel
{
    private static readonly AeadAlgorithm Box = AeadAlgorithm.XChaCha20Poly1305;
    private readonly Key _own;

    public CareChannel()
    {
        _own = Key.Create(Agreement.X25519);
    }

    public byte[] OwnPublicKey => _own.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    public Key SessionKey(byte[] peer, string plan)
    {
        var other = PublicKey.Import(Agreement.X25519, peer, KeyBlobFormat.RawPublicKey);
        using var shared = Agreement.X25519.Agree(_own, other)
            ?? throw new InvalidOperationException("peer key is not usable");
        return KeyDerivationAlgorithm.HkdfSha512.DeriveKey(shared, default, Encoding.UTF8.GetBytes(plan), Box);
    }

    public byte[] Write(Key session, byte[] nonce, string text) =>
        Box.Encrypt(session, nonce, default, Encoding.UTF8.GetBytes(text));

    public string? Read(Key session, byte[] nonce, byte[] message)
    {
        var plain = Box.Decrypt(session, nonce, default, message);
        return plain is null ? null : Encoding.UTF8.GetString(plain);
    }
}
