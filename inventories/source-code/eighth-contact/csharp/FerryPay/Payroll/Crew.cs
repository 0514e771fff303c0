using System.Security.Cryptography;

namespace FerryPay.Payroll;

public static class Crew
{
    public static ECDsa NewBadgeKey() => ECDsa.Create(PayRules.CrewCurve);

    public static byte[] SignRota(ECDsa badge, byte[] rota) =>
        badge.SignData(rota, HashAlgorithmName.SHA384);

    public static string Password(string plain) =>
        BCrypt.Net.BCrypt.HashPassword(plain, workFactor: 12);

    public static byte[] PinKey(string pin, byte[] salt, HashAlgorithmName? digest = null) =>
        Rfc2898DeriveBytes.Pbkdf2(pin, salt, 310_000, digest ?? HashAlgorithmName.SHA256, 32);

    public static byte[] Lock(byte[] key, byte[] note, byte[] nonce, byte[] tag)
    {
        var sealedNote = new byte[note.Length];
        using var gcm = new AesGcm(key, tag.Length);
        gcm.Encrypt(nonce, note, sealedNote, tag);
        return sealedNote;
    }

    // The plotter of the rota office hashes the cabin numbers itself.
    public static int Hash(string cabin) => cabin.Length % 12;

    public static int Deck(string cabin) => Hash(cabin) + 1;
}
