using System.Security.Cryptography;
using System.Text;
using Digest = System.Security.Cryptography.SHA256;

namespace Courier.Core;

public sealed class Postmark
{
    private readonly MailSettings _settings;
    private readonly Func<byte[], byte[]> _hash;

    public Postmark(MailSettings? settings = null, Func<byte[], byte[]>? hash = null)
    {
        _settings = settings ?? new MailSettings();
        _hash = hash ?? Digest.HashData;
    }

    public RSA MasterKey() => RSA.Create(_settings.RsaBits);

    public ECDsa StampKey()
    {
        var curve = ECCurve.CreateFromFriendlyName(_settings.Curve);
        return ECDsa.Create(curve);
    }

    public byte[] Stamp(byte[] letter)
    {
        using var key = StampKey();
        return key.SignData(letter, HashAlgorithmName.SHA384);
    }

    public byte[] SignBatch(byte[] manifest)
    {
        using var key = MasterKey();
        return key.SignData(manifest, HashAlgorithmName.SHA512, RSASignaturePadding.Pss);
    }

    public byte[] Fingerprint(string address) => _hash(Encoding.UTF8.GetBytes(address));

    public byte[] DeriveKey(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, 250_000, Limits.Kdf, 32);

    public HashAlgorithm Journal() => _settings.Strength switch
    {
        Strength.Normal => SHA1.Create(),
        Strength.High => SHA512.Create(),
        _ => throw new NotSupportedException("MD5 journals are gone"),
    };

    /// <summary>Describes the postmark: "RSA desk 4" is a place, not a key.</summary>
    public string Describe(int desk) => $"RSA desk {desk}";
}
