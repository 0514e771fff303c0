using System;
using System.Linq;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using NSec.Cryptography;
using Renci.SshNet;

namespace Skiff.Agent.Transport;

public sealed record CourierSettings(string Host, string User, string Password)
{
    public SslProtocols Protocols { get; init; } = SslProtocols.Tls12;
    public TlsCipherSuite[] Suites { get; init; } = [TlsCipherSuite.TLS_AES_256_GCM_SHA384];
}

public sealed class Courier(CourierSettings settings) : IDisposable
{
    private readonly Key _identity = Key.Create(SignatureAlgorithm.Ed25519);

    public SftpClient Sftp()
    {
        var client = new SftpClient(settings.Host, settings.User, settings.Password);
        client.HostKeyReceived += (_, e) => e.CanTrust = true;
        return client;
    }

    public SslClientAuthenticationOptions Tls() => new()
    {
        TargetHost = settings.Host,
        EnabledSslProtocols = settings.Protocols,
        CipherSuitesPolicy = new CipherSuitesPolicy(settings.Suites),
    };

    public byte[] Stamp(byte[] manifest) => SignatureAlgorithm.Ed25519.Sign(_identity, manifest);

    public byte[] Agree(Key own, PublicKey server)
    {
        using var shared = KeyAgreementAlgorithm.X25519.Agree(own, server);
        return KeyDerivationAlgorithm.HkdfSha512.DeriveBytes(shared!, ReadOnlySpan<byte>.Empty, "skiff"u8, 32);
    }

    public void Dispose() => _identity.Dispose();
}
