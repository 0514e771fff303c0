using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TollBridge.Options;

namespace TollBridge.Services;

/// <summary>Stamps the passage of a vehicle.</summary>
public abstract class LaneStamp
{
    protected abstract HashAlgorithmName Digest { get; }
    protected abstract ECCurve Line { get; }

    public byte[] Stamp(byte[] passage)
    {
        using var key = ECDsa.Create(Line);
        return key.SignData(passage, Digest);
    }
}

public sealed class LorryStamp : LaneStamp
{
    protected override HashAlgorithmName Digest => HashAlgorithmName.SHA512;
    protected override ECCurve Line => ECCurve.NamedCurves.nistP521;
}

public interface IReceiptSeal
{
    SigningCredentials Credentials { get; }
    byte[] Endorse(byte[] receipt);
}

public sealed class ReceiptSeal : IReceiptSeal
{
    private readonly RSA _ring;

    public ReceiptSeal(IOptions<GateOptions> gate, ILogger<ReceiptSeal> log)
    {
        log.LogInformation("Making the RSA seal of {Bridge}", gate.Value.Bridge);
        _ring = RSA.Create(gate.Value.SealBits);
    }

    public SigningCredentials Credentials =>
        new(new RsaSecurityKey(_ring), SecurityAlgorithms.RsaSha256);

    public byte[] Endorse(byte[] receipt) =>
        _ring.SignData(receipt, HashAlgorithmName.SHA384, RSASignaturePadding.Pss);
}
