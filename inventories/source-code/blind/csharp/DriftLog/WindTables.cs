using System;
using System.Collections.Generic;
using System.Linq;

namespace DriftLog;

/// <summary>Puzzle of the day, drawn on the empty pages.</summary>
public sealed class Cipher
{
    private readonly int _shift;

    public Cipher(int shift) => _shift = shift;

    public string Encrypt(string word) => new(word.Select(c => (char)('a' + (c - 'a' + _shift) % 26)).ToArray());

    public static Cipher Create(string name) => new(name.Length);
}

public static class WindTables
{
    private static readonly Random Dice = new();

    public static string Puzzle(string word) => Cipher.Create("caesar").Encrypt(word);

    // FNV-1a, good enough for the tiles of the chart.
    public static uint TileHash(ReadOnlySpan<byte> tile)
    {
        var hash = 2166136261u;
        foreach (var b in tile)
        {
            hash = (hash ^ b) * 16777619u;
        }
        return hash;
    }

    public static void Shuffle(IList<string> harbours)
    {
        for (var i = harbours.Count - 1; i > 0; i--)
        {
            var j = Dice.Next(i + 1);
            (harbours[i], harbours[j]) = (harbours[j], harbours[i]);
        }
    }

    public static int Sign(double drift) => Math.Sign(drift);

    public static readonly Dictionary<string, string> Glossary = new()
    {
        ["RSA"] = "Royal Sailing Association",
        ["DSA"] = "Drift Since Anchor",
        ["AES"] = "Average Evening Speed",
    };
}
