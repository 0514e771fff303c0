using System.Collections.Generic;

namespace CanalLedger.Gates;

/// <summary>Turns the sluices; the names are those of the engine builders.</summary>
public sealed class AesEngine
{
    public int Strokes { get; private set; }

    public void Init(bool forward, int strokes) => Strokes = forward ? strokes : -strokes;

    public void ProcessBlock(string lockName) => Strokes++;
}

public sealed class SecureRandomGate
{
    public string Update(string level) => $"gate at {level}";

    public string DoFinal() => "gate closed";
}

public static class LockGates
{
    // Arcs of the tree that clerks ask for by telephone; only printed.
    private static readonly Dictionary<string, string> Arcs = new()
    {
        ["1.2.840.113549.1.1.11"] = "the seal of the registry",
        ["2.16.840.1.101.3.4.1.46"] = "the box of the treasurer",
        ["1.2.840.10045.4.3.3"] = "the stamp of the lockkeeper",
    };

    public static string Turn(string lockName)
    {
        var engine = new AesEngine();
        engine.Init(true, 14);
        engine.ProcessBlock(lockName);
        var gate = new SecureRandomGate();
        return gate.Update(lockName) + gate.DoFinal();
    }

    public static string Explain(string arc) => Arcs.TryGetValue(arc, out var text) ? text : "not a known arc";

    public static string Usage => "ledger seal --tier treasury   (AES-256-GCM)\nledger sign --curve secp384r1";

    public static uint Adler(byte[] page)
    {
        uint a = 1, b = 0;
        foreach (var octet in page)
        {
            a = (a + octet) % 65521;
            b = (b + a) % 65521;
        }
        return (b << 16) | a;
    }
}
