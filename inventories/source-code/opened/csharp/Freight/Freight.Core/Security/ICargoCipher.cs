namespace Freight.Core.Security;

public interface ICargoCipher
{
    string Name { get; }
    byte[] Protect(byte[] manifest);
}

public sealed class CargoCipherOptions
{
    public string Transformation { get; set; } = "AES/CTR/NoPadding";
    public int KeyBits { get; set; } = 128;
    public string Digest { get; init; } = "SHA-256";
}
