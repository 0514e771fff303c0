using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;

namespace Skiff.Agent.Vault;

public sealed class ChunkStore
{
    private static readonly Dictionary<string, Func<HashAlgorithm>> Hashes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["v1"] = MD5.Create,
        ["v2"] = () => SHA256.Create(),
        ["v3"] = static () => SHA3_256.Create(),
    };

    private readonly string _layout;
    private readonly byte[] _master;

    public ChunkStore(string passphrase, byte[] salt, string layout = "v2")
    {
        _layout = layout;
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(passphrase))
        {
            Salt = salt,
            DegreeOfParallelism = 4,
            Iterations = 3,
            MemorySize = 65536,
        };
        _master = argon.GetBytes(32);
    }

    public string Name(Stream chunk)
    {
        using var hash = Hashes[_layout]();
        return Convert.ToHexString(hash.ComputeHash(chunk));
    }

    public byte[] ChunkKey(string name) => Expand(HashAlgorithmName.SHA512, name, 32);

    private byte[] Expand(HashAlgorithmName hash, string label, int size) =>
        HKDF.DeriveKey(hash, _master, size, salt: null, info: Encoding.UTF8.GetBytes(label));

    public byte[] Seal(string name, byte[] chunk)
    {
        var nonce = new byte[12];
        RandomNumberGenerator.Fill(nonce);
        return Sealing.For("gcm")(ChunkKey(name), nonce, chunk);
    }
}
