using System.Collections.Generic;
using System.Security.Cryptography;

namespace Strongroom;

public enum ProfileId { Standard, Export, Archive }

/// <summary>What one kind of record is protected with.</summary>
public sealed record Profile(int KeyBits, CipherMode Mode, string Digest, int Rounds);

public static class Profiles
{
    public const int SigningBits = 3072;
    public const string CurveName = "nistP384";

    public static readonly IReadOnlyDictionary<ProfileId, Profile> All = new Dictionary<ProfileId, Profile>
    {
        [ProfileId.Standard] = new(256, CipherMode.CBC, "SHA256", 210_000),
        [ProfileId.Export] = new(128, CipherMode.ECB, "SHA1", 1_000),
        [ProfileId.Archive] = new(192, CipherMode.CFB, "SHA512", 400_000),
    };

    // Shown in the drop-down of the settings page; nothing is looked up by it.
    public static readonly string[] Labels = { "Modern", "DES era", "RC4 era" };
}
