using System.Collections.Generic;

namespace Freight.Core.Ports;

/// <summary>A crane's des(tination) list; aesthetics of the plan view are kept in <see cref="Layout"/>.</summary>
public sealed class Crane
{
    private readonly Dictionary<int, string> _hash = new();

    public string Layout { get; set; } = "universal";

    public bool Verify(int slot) => _hash.ContainsKey(slot);

    public void Sign(int slot, string by) => _hash[slot] = by;
}
