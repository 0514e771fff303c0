using System.Collections.Generic;

namespace Notarius;

internal static class Names
{
    private const string Hash = "SHA-512";

    public const string Seal = Hash + "with" + "ECDSA";
    public const string Body = "AES/GCM/NoPadding";
    public const string Kem = "ML-KEM-768";
    public const string DocumentDigest = "SHA3-256";

    /// Shown in the detail view of a foreign seal, never used to compute anything.
    public static readonly IReadOnlyDictionary<string, string> Display = new Dictionary<string, string>
    {
        ["1.2.840.113549.1.1.5"] = "SHA-1 with RSA",
        ["1.2.840.113549.1.1.11"] = "SHA-256 with RSA",
        ["1.2.840.10045.4.3.2"] = "ECDSA with SHA-256",
    };
}
