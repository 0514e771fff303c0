using System.Security.Cryptography;

namespace FerryPay.Payroll;

public static class PayRules
{
    public const int KeyUnit = 8 * 256;
    public const string UnionMethod = "RS512";

    public static readonly ECCurve CrewCurve = ECCurve.NamedCurves.nistP384;
}

/// <summary>How the slips of one vessel are made.</summary>
public record SlipOptions
{
    public int Bits { get; init; } = PayRules.KeyUnit;
    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pss;
    public HashAlgorithmName Digest { get; init; } = HashAlgorithmName.SHA256;

    public static readonly SlipOptions Standard = new();
    public static readonly SlipOptions TaxOffice = Standard with { Padding = RSASignaturePadding.Pkcs1 };
}

public enum Leave
{
    Des, // desk shift
    Rsa, // rest, shore and annual
}
