namespace TollBridge.Options;

/// <summary>Bound to the section "Gate". SealBits is not for DSA, whatever the old manual says.</summary>
public sealed class GateOptions
{
    public string Bridge { get; set; } = "unnamed";
    public int SealBits { get; set; } = 2048;
    public int Lanes { get; set; } = 4;
}

public enum LaneKind
{
    Lorry,
    Car,
    Motorcycle,
}

public static class Widths
{
    public const string Family = "SHA";
    public const int Audit = 512;

    // OIDs that the customs office sends along; we only print them.
    public static readonly Dictionary<string, string> Printed = new()
    {
        ["1.2.840.113549.1.1.1"] = "rsaEncryption",
        ["2.16.840.1.101.3.4.1.42"] = "aes256-CBC",
    };
}
