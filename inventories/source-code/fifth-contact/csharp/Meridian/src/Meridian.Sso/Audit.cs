using System;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using BC = BCrypt.Net.BCrypt;

namespace Meridian.Sso;

internal sealed class Audit(IOptions<SsoOptions> options)
{
    private readonly SsoOptions _options = options.Value;

    public string CookieId(string cookie)
    {
        var name = new HashAlgorithmName(_options.CookieHash);
        using var hash = IncrementalHash.CreateHash(name);
        hash.AppendData(Encoding.UTF8.GetBytes(cookie));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public byte[] Line(byte[] key, string line)
    {
        using HMAC mac = _options.AuditMac switch
        {
            nameof(HMACSHA384) => new HMACSHA384(key),
            _ => new HMACMD5(key),
        };
        return mac.ComputeHash(Encoding.UTF8.GetBytes(line));
    }

    public static string RecoveryCode() =>
        string.Concat(Enumerable.Range(0, 8).Select(_ => Random.Shared.Next(10)));

    public static string DeviceSecret(int length = 32) =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(length));
}

internal sealed class LegacyPasswords
{
    public string Rehash(string password) => BC.HashPassword(password, workFactor: 13);

    public bool Check(string password, string hash) => BC.Verify(password, hash);

    // Names of old directories look like "MD5", "DES" or "desk-3".
    public bool Verify(string name, string directory) => name.StartsWith(directory + ":", StringComparison.Ordinal);
}
