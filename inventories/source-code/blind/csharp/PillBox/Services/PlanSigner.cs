using NSec.Cryptography;

namespace PillBox.Services;

/// <summary>The doctor signs the medication plan; the dispenser checks it before it opens a door.</summary>
public interface IPlanSigner
{
    byte[] Sign(byte[] plan);
}

public abstract class PlanSigner : IPlanSigner
{
    protected abstract SignatureAlgorithm Algorithm { get; }
    protected abstract Key Key { get; }

    public byte[] Sign(byte[] plan) => Algorithm.Sign(Key, plan);
}

public sealed class DoctorSigner : PlanSigner
{
    protected override SignatureAlgorithm Algorithm => SignatureAlgorithm.Ed25519;
    protected override Key Key { get; } = Key.Create(SignatureAlgorithm.Ed25519, new KeyCreationParameters
    {
        ExportPolicy = KeyExportPolicies.AllowPlaintextArchiving
    });

    public PublicKey Public => Key.PublicKey;
}

public static class Dispenser
{
    public static bool MayOpen(PublicKey doctor, byte[] plan, byte[] signature) =>
        SignatureAlgorithm.Ed25519.Verify(doctor, plan, signature);

    /// <summary>Shown on the display, so that the nurse can compare two boxes at a glance.</summary>
    public static string PlanId(byte[] plan) =>
        Convert.ToHexString(HashAlgorithm.Blake2b_256.Hash(plan))[..8];
}
