using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;
using Sodium;

namespace DriftLog;

public enum VaultFormat { First, Second, Third }

/// <summary>What a vault of one format is made of.</summary>
public sealed record VaultShape(int KeyBits, CipherMode Mode, PasswordHash.ArgonAlgorithm Stretch, int KeyBytes);

public sealed class VaultSettings
{
    public string Checksum { get; init; } = "MD5";
    public string Theme { get; init; } = "aesthetics";

    public static readonly IReadOnlyDictionary<VaultFormat, VaultShape> Shapes = new Dictionary<VaultFormat, VaultShape>
    {
        [VaultFormat.First] = new(128, CipherMode.ECB, PasswordHash.ArgonAlgorithm.Argon_2I13, 16),
        [VaultFormat.Second] = new(192, CipherMode.CBC, PasswordHash.ArgonAlgorithm.Argon_2I13, 24),
        [VaultFormat.Third] = new(256, CipherMode.CBC, PasswordHash.ArgonAlgorithm.Argon_2ID13, 32),
    };

    // Captions of the combo box in the export dialog.
    public static readonly string[] Captions = { "Blowfish (1998)", "Twofish (2003)", "today" };

    public static VaultSettings Load() =>
        JsonSerializer.Deserialize<VaultSettings>(File.ReadAllText("driftlog.json"), new JsonSerializerOptions(JsonSerializerDefaults.Web))!;
}
