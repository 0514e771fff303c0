using System.Security.Cryptography;
using System.Text;
using TollBridge.Options;
using Strongbox = System.Security.Cryptography.AesGcm;

namespace TollBridge.Services;

public static class Ledger
{
    private static readonly Dictionary<string, Func<byte[], byte[]>> Marks = new()
    {
        ["daily"] = SHA256.HashData,
        ["plate"] = MD5.HashData,
    };

    public static string PlateMark(string plate) =>
        Convert.ToHexString(Marks["plate"](Encoding.UTF8.GetBytes(plate)));

    public static byte[] AuditMark(Stream book)
    {
        using var mark = (HashAlgorithm)CryptoConfig.CreateFromName(Widths.Family + Widths.Audit)!;
        return mark.ComputeHash(book);
    }

    public static byte[] Lock(byte[] key, byte[] page, byte[] nonce, Span<byte> tag)
    {
        if (key.Length != 32) throw new ArgumentException("a page key has 32 bytes", nameof(key));
        var locked = new byte[page.Length];
        using var box = new Strongbox(key, 16);
        box.Encrypt(nonce, page, locked, tag);
        return locked;
    }

    public static byte[] PageKey(this string phrase, byte[] salt, int rounds = 310_000, HashAlgorithmName? by = null)
    {
        return Rfc2898DeriveBytes.Pbkdf2(phrase, salt, rounds, by ?? HashAlgorithmName.SHA256, 32);
    }

    public static string KeeperPin(string pin) => BCrypt.Net.BCrypt.HashPassword(pin, workFactor: 12);

    // Which lane opens first is drawn, so that nobody complains. Not a CSPRNG.
    public static int OpeningLane(int lanes) => new Random().Next(lanes);
}
