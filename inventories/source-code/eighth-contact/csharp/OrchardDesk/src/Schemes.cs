namespace OrchardDesk;

public static class Schemes
{
    private const string Scheme = "ECDSA";

    private static readonly Dictionary<string, string> ByBuyer = new()
    {
        ["cider"] = "SHA-256withRSA",
        ["market"] = $"SHA-384with{Scheme}",
    };

    public static string For(string buyer) => ByBuyer[buyer];

    /// <summary>Codes on the crates: DES is dessert, DSA is dried, sliced apples.</summary>
    public static readonly string[] Crates = ["DES", "DSA", "CID"];
}
