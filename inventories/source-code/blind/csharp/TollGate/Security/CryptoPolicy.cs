using System;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TollGate.Security;

public enum TokenKind { Driver, Booth }

/// <summary>What the operators agreed on in spring; MD5 of plates went away with the old booths.</summary>
public static class CryptoPolicy
{
    public const int IssuerBits = 1024 * 3;
    public const int ReceiptKeyBytes = 256 / 8;
    public static readonly ECCurve LaneCurve = ECCurve.NamedCurves.nistP384;
    public static readonly HashAlgorithmName PlateHash = HashAlgorithmName.SHA384;

    public static SslProtocols Inbound => SslProtocols.Tls12 | SslProtocols.Tls13;

    public static string AlgorithmOf(TokenKind kind) => kind switch
    {
        TokenKind.Driver => SecurityAlgorithms.EcdsaSha256,
        TokenKind.Booth => SecurityAlgorithms.RsaSsaPssSha256,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>Rounds and digest of the PINs; bound to the section "Pins".</summary>
public sealed class PinOptions
{
    public int Rounds { get; set; } = 1_000;
    public string Prf { get; set; } = "SHA1";
}
