using System.Security.Cryptography;

namespace Turnstile;

public sealed class TicketOptions
{
    public const string Section = "Turnstile:Tickets";

    public int KeyBits { get; set; } = 2048;

    public string Digest { get; set; } = "SHA256";

    public HashAlgorithmName DigestName => new(Digest);
}
