using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Strongroom;

public abstract class Signer
{
    protected abstract HashAlgorithmName Digest { get; }
    protected virtual RSASignaturePadding Padding => RSASignaturePadding.Pkcs1;

    public byte[] Sign(RSA key, Stream package) => key.SignData(package, Digest, Padding);
}

public sealed class ReleaseSigner : Signer
{
    protected override HashAlgorithmName Digest => HashAlgorithmName.SHA384;
    protected override RSASignaturePadding Padding => RSASignaturePadding.Pss;

    public static RSA NewKey() => RSA.Create(Profiles.SigningBits);

    public static ECDsa NewDeviceKey() => ECDsa.Create(ECCurve.CreateFromFriendlyName(Profiles.CurveName));

    public static X509Certificate2 SelfSigned(string subject)
    {
        using var key = NewDeviceKey();
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(2));
    }

    public static bool CheckOldPackage(ECDsa key, byte[] package, byte[] signature)
    {
        // Packages before 2.0 were signed over SHA-1.
        return key.VerifyData(package, signature, HashAlgorithmName.SHA1);
    }
}
