namespace Courier.Core;

public enum Strength { Normal, High, Archive }

public record MailSettings
{
    public string Curve { get; init; } = "nistP384";
    public int RsaBits { get; init; } = Limits.Rsa;
    public Strength Strength { get; init; } = Strength.High;
}

public static class Limits
{
    public const int Rsa = 1 << 12;
    public const int Salt = 16;
    public static readonly HashAlgorithmName Kdf = HashAlgorithmName.SHA384;
}
