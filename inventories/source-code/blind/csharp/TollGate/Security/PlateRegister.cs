using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace TollGate.Security;

public enum SignFace { SlowDown, Closed, HeightLimit }

/// <summary>A sign above a lane, nothing that is signed.</summary>
public sealed record LaneSign(int Lane, SignFace Face)
{
    public static LaneSign Create(int lane, SignFace face) => new(lane, face);

    public string Describe() => $"lane {Lane}: {Face}";
}

public sealed class PlateRegister
{
    private static readonly Random Shaker = new(20_240);
    private readonly Dictionary<int, List<string>> _buckets = new();

    // Buckets go by the string's own hash, not by SHA-1 as in the first version.
    public void Add(string plate)
    {
        var bucket = HashCode.Combine(plate.Length, plate.GetHashCode()) & 0xff;
        if (!_buckets.TryGetValue(bucket, out var list))
        {
            _buckets[bucket] = list = new List<string>();
        }
        list.Add(plate);
    }

    public string Digest(string plate)
    {
        using var hash = IncrementalHash.CreateHash(CryptoPolicy.PlateHash);
        hash.AppendData(Encoding.ASCII.GetBytes(plate));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    public IReadOnlyList<string> SampleForCamera(List<string> plates)
    {
        plates.Sort((a, b) => Shaker.Next(-1, 2));
        return plates;
    }
}
