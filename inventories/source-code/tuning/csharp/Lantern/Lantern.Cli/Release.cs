using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Lantern.Cli;

internal sealed class Release
{
    private static readonly (string Name, Func<byte[], byte[]> Hash)[] Sums =
    {
        ("sha512", SHA512.HashData),
        ("sha1", SHA1.HashData),
    };

    private readonly ReleaseOptions _options = JsonSerializer.Deserialize<ReleaseOptions>(File.ReadAllText("release.json"))!;

    public string SumsOf(byte[] package) =>
        string.Join('\n', Sums.Select(s => $"{s.Name} {Convert.ToHexString(s.Hash(package))}"));

    public byte[] Sign(byte[] package, X509Certificate2 certificate)
    {
        var cms = new SignedCms(new ContentInfo(package), detached: true);
        var signer = new CmsSigner(certificate) { DigestAlgorithm = new Oid(_options.Digest) };
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    public byte[] Envelope(byte[] package, CmsRecipientCollection recipients)
    {
        var envelope = new EnvelopedCms(new ContentInfo(package), new AlgorithmIdentifier(new Oid(ReleaseOptions.Oids.Aes192)));
        envelope.Encrypt(recipients);
        return envelope.Encode();
    }

    public Task<Azure.Response<KeyVaultKey>> NewVaultKey(KeyClient client) =>
        client.CreateRsaKeyAsync(new CreateRsaKeyOptions("release") { KeySize = _options.VaultKeySize });

    public async Task<byte[]> VaultSign(Uri key, TokenCredential credential, byte[] digest)
    {
        var algorithm = digest.Length == 48 ? SignatureAlgorithm.ES384 : SignatureAlgorithm.PS256;
        var client = new CryptographyClient(key, credential);
        return (await client.SignAsync(algorithm, digest)).Signature;
    }

    public static async Task<SslStream> Upload(string host, Stream stream, SslProtocols protocols = SslProtocols.Tls)
    {
        var ssl = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await ssl.AuthenticateAsClientAsync(host, null, protocols, checkCertificateRevocation: false);
        return ssl;
    }

    public bool Verify(string version) => Version.TryParse(version, out _);
}
