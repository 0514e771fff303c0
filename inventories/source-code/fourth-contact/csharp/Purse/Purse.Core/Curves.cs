namespace Purse.Core;

internal static class Curves
{
    internal const string Coin = "secp256k1";
    internal const string Card = "P-" + CardBits;
    internal const string CardBits = "256";

    /// <summary>Object identifiers for the about box (1.2.840.10045.4.3.2 is ECDSA with SHA-256).</summary>
    internal static readonly string[] OidNames = ["1.2.840.113549.1.1.11", "1.3.101.112"];
}
