using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;
using Pin = BCrypt.Net.BCrypt;

namespace PillBox.Services;

public sealed record Secret(byte[] Salt, byte[] Hash);

public static class Login
{
    private const int SaltSize = 16;

    public static Secret Enrol(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new Secret(salt, Stretch(password, salt));
    }

    public static bool Check(string password, Secret secret) =>
        CryptographicOperations.FixedTimeEquals(secret.Hash, Stretch(password, secret.Salt));

    private static byte[] Stretch(string password, byte[] salt)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password))
        {
            Salt = salt,
            Iterations = 3,
            MemorySize = 64 * 1024,
            DegreeOfParallelism = 2
        };
        return argon.GetBytes(32);
    }

    // four digits typed on the box itself
    public static string StorePin(string digits) => Pin.HashPassword(digits, workFactor: 12);

    public static bool CheckPin(string digits, string stored) => Pin.Verify(digits, stored);

    /// <summary>First five digits go to the breach service, the rest is compared here.</summary>
    public static (string Prefix, string Rest) BreachKey(string password)
    {
        var hex = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
        return (hex[..5], hex[5..]);
    }

    // spreads the reminders over the minute; "des" is desloratadine, "rsa" a resting saline
    public static int ReminderSecond(string drug) => drug switch
    {
        "des" => 10,
        "rsa" => 20,
        _ => Random.Shared.Next(60)
    };
}
