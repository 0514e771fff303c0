using System;
using System.Security.Cryptography;
using Sodium;
using SysHash = System.Security.Cryptography.HashAlgorithmName;

namespace DriftLog;

public sealed class Vault
{
    private const int NonceBytes = 24;
    private readonly VaultShape _shape;
    private readonly VaultSettings _settings;

    public Vault(VaultSettings settings, VaultFormat format = VaultFormat.Third)
    {
        _settings = settings;
        _shape = VaultSettings.Shapes[format];
    }

    public static Vault Open() => new(VaultSettings.Load());

    public byte[] Stretch(byte[] passphrase, byte[] salt) =>
        PasswordHash.ArgonHashBinary(passphrase, salt, 6, 134_217_728, _shape.KeyBytes, _shape.Stretch);

    public byte[] SealEntry(byte[] entry, byte[] key)
    {
        var nonce = SodiumCore.GetRandomBytes(NonceBytes);
        var boxed = SecretAeadXChaCha20Poly1305.Encrypt(entry, nonce, key);
        return [.. nonce, .. boxed];
    }

    public string Checksum(byte[] content) =>
        Convert.ToHexString(CryptographicOperations.HashData(new SysHash(_settings.Checksum), content));

    /// <summary>Old entries were boxed by the first release.</summary>
    public static byte[] OpenFirst(byte[] boxed, byte[] nonce, byte[] key) => SecretBox.Open(boxed, nonce, key);

    public static byte[] ImportSecond(byte[] blob, byte[] key, byte[] iv) =>
        Import(VaultSettings.Shapes[VaultFormat.Second], blob, key, iv);

    private static byte[] Import(VaultShape shape, byte[] blob, byte[] key, byte[] iv)
    {
        using var aes = Aes.Create();
        aes.KeySize = shape.KeyBits;
        aes.Mode = shape.Mode;
        aes.Key = key;
        aes.IV = iv;
        using var decryptor = aes.CreateDecryptor();
        return decryptor.TransformFinalBlock(blob, 0, blob.Length);
    }

    public static string EntryId(byte[] entry) => Convert.ToHexString(GenericHash.Hash(entry, null, 32));

    /// <summary>Verify means here: the log has no gaps.</summary>
    public bool Verify(DateOnly[] days)
    {
        for (var i = 1; i < days.Length; i++)
        {
            if (days[i].DayNumber != days[i - 1].DayNumber + 1)
            {
                return false;
            }
        }
        return true;
    }
}
