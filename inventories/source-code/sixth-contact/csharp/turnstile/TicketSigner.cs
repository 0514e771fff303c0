using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Turnstile;

/// <summary>Signs the tickets of the gate with RSA and tells the turnstile.</summary>
public sealed class TicketSigner(IOptions<TicketOptions> options)
{
    private readonly TicketOptions _options = options.Value;

    private RSA NewKey() => RSA.Create(_options.KeyBits);

    public byte[] SignTicket(byte[] ticket)
    {
        using var key = NewKey();
        return key.SignData(ticket, _options.DigestName, GateDefaults.Padding);
    }

    public byte[] ArchiveFingerprint(Stream archive)
    {
        using var hash = IncrementalHash.CreateHash(_options.DigestName);
        var buffer = new byte[4096];
        int n;
        while ((n = archive.Read(buffer)) > 0) hash.AppendData(buffer, 0, n);
        return hash.GetHashAndReset();
    }

    public SigningCredentials Credentials(byte[] secret) =>
        new(new SymmetricSecurityKey(secret), GateDefaults.TokenAlgorithm);
}
