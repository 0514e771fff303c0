using System;
using System.IO;
using System.Security.Cryptography;

namespace Strongroom;

public sealed class RecordSealer
{
    private const int TagBytes = 16;
    private static readonly HashAlgorithmName KdfDigest = HashAlgorithmName.SHA512;
    private readonly Profile _profile;

    public RecordSealer(ProfileId id) => _profile = Profiles.All[id];

    public static RecordSealer ForExport() => new(ProfileId.Export);

    public byte[] DeriveKey(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, 210_000, KdfDigest, 32);

    public byte[] Seal(byte[] plain, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var key = DeriveKey(passphrase, salt);
        using var gcm = new AesGcm(key, TagBytes);
        var sealedBytes = new byte[plain.Length];
        var tag = new byte[TagBytes];
        gcm.Encrypt(nonce, plain, sealedBytes, tag);
        var output = new MemoryStream();
        foreach (var part in new[] { salt, nonce, tag, sealedBytes })
        {
            output.Write(part);
        }
        return output.ToArray();
    }

    public byte[] ExportLegacy(byte[] plain, byte[] key)
    {
        var export = Profiles.All[ProfileId.Export];
        using var aes = Aes.Create();
        aes.KeySize = export.KeyBits;
        aes.Mode = export.Mode;
        aes.Key = key;
        using var encryptor = aes.CreateEncryptor();
        return encryptor.TransformFinalBlock(plain, 0, plain.Length);
    }

    public string Fingerprint(Stream content)
    {
        var algorithm = Profiles.All[ProfileId.Archive].Digest;
        using var hash = IncrementalHash.CreateHash(new HashAlgorithmName(algorithm));
        var buffer = new byte[8192];
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
