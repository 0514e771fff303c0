using System.Security.Cryptography;

namespace GullCache;

internal static class Sizes
{
    public const int Pack = 192;
    private static readonly MLKemAlgorithm Invite = MLKemAlgorithm.MLKem1024;

    public static MLKem InviteKey() => MLKem.GenerateKey(Invite);

    public static byte[] Lobby(byte[] secret, byte[] room)
    {
        using HMAC mac = Make<HMACSHA256>(secret);
        return mac.ComputeHash(room);
    }

    private static T Make<T>(byte[] secret) where T : HMAC, new() => new T { Key = secret };
}
