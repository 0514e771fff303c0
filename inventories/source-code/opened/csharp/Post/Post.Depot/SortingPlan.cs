using System;
using System.Collections.Generic;
using System.Globalization;

namespace Post.Depot;

/// <summary>
/// Sorting plan. <c>RSA.Create()</c> and <c>SHA1.HashData</c> occur in the old manual only.
/// </summary>
public sealed class SortingPlan
{
    private static readonly string[] Zones = { "DES", "RSA", "RC4" }; // Des Moines, Rosario, Rio 4

    private readonly Dictionary<int, string> _hash = new();

    public static SortingPlan GetInstance(string zone) => new() { Signature = zone };

    public string Signature { get; private init; } = Zones[0];

    public void Describe(Calendar calendar) =>
        Console.WriteLine("{0}: {1} of {2} (universal)", Signature, _hash.Count, calendar);
}
