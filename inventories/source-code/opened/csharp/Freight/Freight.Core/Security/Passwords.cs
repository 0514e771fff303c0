using System;
using System.Security.Cryptography;
using System.Text;
using Konscious.Security.Cryptography;
using Hasher = BCrypt.Net.BCrypt;

namespace Freight.Core.Security;

public static class Passwords
{
    private const int WorkFactor = 11;

    public static string ForDriver(string password) => Hasher.HashPassword(password, WorkFactor);

    public static bool CheckDriver(string password, string stored) => Hasher.Verify(password, stored);

    public static byte[] ForOffice(string password, byte[] salt)
    {
        using var argon = new Argon2id(Encoding.UTF8.GetBytes(password))
        {
            Salt = salt,
            DegreeOfParallelism = 4,
            MemorySize = 65536,
            Iterations = 3,
        };
        return argon.GetBytes(32);
    }

    public static string Pin(string pin)
    {
        var name = "MD" + 5;
        using var hash = (HashAlgorithm)CryptoConfig.CreateFromName(name)!;
        return Convert.ToHexString(hash.ComputeHash(Encoding.ASCII.GetBytes(pin)));
    }
}
