using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace FareGate;

/// <summary>Signs tickets with the key of the day. Gates fetch the public half at opening time.</summary>
public sealed class TicketSigner : IDisposable
{
    private readonly TicketOptions _options;
    private readonly RSA _key;

    public TicketSigner(IOptions<TicketOptions> options)
    {
        _options = options.Value;
        _key = RSA.Create(_options.RsaBits);
    }

    private HashAlgorithmName Digest => new(_options.Digest);

    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public byte[] Sign(ReadOnlySpan<byte> ticket) =>
        _key.SignData(ticket, Digest, RSASignaturePadding.Pss);

    public bool Verify(ReadOnlySpan<byte> ticket, ReadOnlySpan<byte> signature) =>
        _key.VerifyData(ticket, signature, Digest, RSASignaturePadding.Pss);

    public void Dispose() => _key.Dispose();
}
