namespace Signalbox;

using System.Security.Cryptography;

/// <summary>No RSA below 2048, no MD5.</summary>
public sealed class SignalOptions
{
    public int KeyBits { get; init; } = 3072;
    public string Curve { get; set; } = "nistP384";
    public HashAlgorithmName Digest { get; set; } = HashAlgorithmName.SHA512;
    public static SignalOptions Old => new() { KeyBits = 1024, Digest = HashAlgorithmName.SHA1 };
}

public abstract class Arm
{
    protected virtual int Bits => 2048;
    protected abstract SymmetricAlgorithm Box();

    public RSA Key() => RSA.Create(Bits);

    public byte[] Seal(byte[] data) => Box().CreateEncryptor().TransformFinalBlock(data, 0, data.Length);
}

public sealed class NearArm : Arm
{
    protected override SymmetricAlgorithm Box() => Aes.Create();
}

public sealed class FarArm : Arm
{
    protected override int Bits => 1024;
    protected override SymmetricAlgorithm Box() => TripleDES.Create();
}
