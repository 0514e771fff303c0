using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Parameters;

namespace CanalLedger;

public enum Tier { Public, Lockkeeper, Treasury }

/// <summary>Names as the library spells them. Never show these to the skippers.</summary>
public sealed class Suite
{
    public required string Block { get; init; }
    public required string Mode { get; init; }
    public required string Digest { get; init; }
    public int KeyBits { get; init; } = 128;

    public string Transformation => $"{Block}/{Mode}/NoPadding";
}

public static class Suites
{
    public const string TreasuryCurve = "secp384r1";
    public const int TreasuryBits = 4096;

    private static readonly Dictionary<Tier, Suite> Table = new()
    {
        [Tier.Public] = new Suite { Block = "AES", Mode = "CTR", Digest = "SHA-256" },
        [Tier.Lockkeeper] = new Suite { Block = "Camellia", Mode = "GCM", Digest = "SHA3-384", KeyBits = 256 },
        [Tier.Treasury] = new Suite { Block = "AES", Mode = "GCM", Digest = "SHA-512", KeyBits = 256 },
    };

    public static Suite For(Tier tier) => Table[tier];

    public static MLKemParameters KemFor(Tier tier) => tier switch
    {
        Tier.Treasury => MLKemParameters.ml_kem_1024,
        _ => MLKemParameters.ml_kem_768,
    };

    public static string FromConfig(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine("config", "ledger.json")));
        return document.RootElement.GetProperty(name).GetString() ?? throw new InvalidDataException(name);
    }
}
