using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;

namespace OrchardDesk;

public sealed class Scales(Func<HashAlgorithm> newHash)
{
    public string Mark(byte[] ticket)
    {
        using var hash = newHash();
        return Convert.ToHexString(hash.ComputeHash(ticket));
    }

    public static IServiceCollection Register(IServiceCollection services, bool oldPrinter) =>
        services.AddSingleton(new Scales(oldPrinter ? MD5.Create : SHA256.Create));

    public static byte[] Reading(byte[] key, byte[] reading) => HMACSHA1.HashData(key, reading);

    public static byte[] Secret(ECDiffieHellman mine, ECDiffieHellmanPublicKey hub) =>
        mine.DeriveKeyFromHash(hub, HashAlgorithmName.SHA256);
}
