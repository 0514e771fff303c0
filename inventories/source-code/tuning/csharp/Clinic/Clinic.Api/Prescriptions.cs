using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crypto = System.Security.Cryptography;

namespace Clinic.Api;

public sealed class Prescriptions
{
    private readonly RSA _rsa = RSA.Create(CryptoDefaults.RsaBits);

    public byte[] Sign(byte[] prescription) =>
        _rsa.SignData(prescription, CryptoDefaults.Hash, RSASignaturePadding.Pkcs1);

    public byte[] Wrap(byte[] key) => _rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256);

    public ECDsa NewPharmacyKey() => Crypto.ECDsa.Create(CryptoDefaults.Curve);

    public byte[] Checksum(byte[] data) => Crypto.MD5.HashData(data);

    public X509Certificate2 Certificate(string name)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, ec, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
    }

    public SslClientAuthenticationOptions InsuranceTls(string host) => new()
    {
        TargetHost = host,
        EnabledSslProtocols = SslProtocols.Tls | SslProtocols.Tls12,
    };

    public HttpClient LabClient() => new(new HttpClientHandler
    {
        ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
    });
}
