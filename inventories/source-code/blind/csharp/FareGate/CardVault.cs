using System.Security.Cryptography;
using System.Text;

namespace FareGate;

/// <summary>Card numbers at rest: encrypted, then tagged.</summary>
public sealed class CardVault
{
    private const int KeyBytes = 32;
    private readonly byte[] _enc;
    private readonly byte[] _mac;

    public CardVault(byte[] master)
    {
        _enc = Derive(master, "cards/enc");
        _mac = Derive(master, "cards/mac");
    }

    private static byte[] Derive(byte[] master, string label, int length = KeyBytes) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, length, info: Encoding.UTF8.GetBytes(label));

    public byte[] Store(string pan)
    {
        using var aes = Aes.Create();
        aes.Key = _enc;
        var body = aes.EncryptCbc(Encoding.ASCII.GetBytes(pan), aes.IV);
        var tag = HMACSHA256.HashData(_mac, body);
        return [.. aes.IV, .. tag, .. body];
    }

    /// <summary>What the turnstiles of the first series expect.</summary>
    public static byte[] ForOldTurnstile(byte[] stationKey, byte[] block)
    {
        using var cipher = TripleDES.Create();
        cipher.Key = stationKey;
        return cipher.EncryptEcb(block, PaddingMode.None);
    }

    public static string Pseudonym(string pan) =>
        Hex(pan, HashAlgorithmName.SHA256);

    public static string LegacyPseudonym(string pan) =>
        Hex(pan, HashAlgorithmName.SHA1);

    private static string Hex(string text, HashAlgorithmName name)
    {
        using var hash = IncrementalHash.CreateHash(name);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
