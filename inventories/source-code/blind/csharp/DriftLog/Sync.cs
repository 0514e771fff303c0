using System;
using NSec.Cryptography;

namespace DriftLog;

/// <summary>Hands entries to another boat.</summary>
public sealed class Sync : IDisposable
{
    private readonly Key _identity = Key.Create(SignatureAlgorithm.Ed25519);
    private readonly Key _exchange = Key.Create(KeyAgreementAlgorithm.X25519);

    public byte[] SignPage(byte[] page) => SignatureAlgorithm.Ed25519.Sign(_identity, page);

    public byte[] SessionKey(PublicKey peer, byte[] salt)
    {
        using var shared = KeyAgreementAlgorithm.X25519.Agree(_exchange, peer)
            ?? throw new InvalidOperationException("no X25519 secret with this boat");
        return KeyDerivationAlgorithm.HkdfSha512.DeriveBytes(shared, salt, "page"u8, 32);
    }

    public static byte[] Seal(Key key, byte[] nonce, byte[] page) =>
        AeadAlgorithm.ChaCha20Poly1305.Encrypt(key, nonce, default, page);

    public void Dispose()
    {
        _identity.Dispose();
        _exchange.Dispose();
    }
}
