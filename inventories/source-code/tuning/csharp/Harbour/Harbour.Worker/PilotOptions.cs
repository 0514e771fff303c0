namespace Harbour.Worker;

/// <summary>Section Pilot of worker.json.</summary>
public sealed class PilotOptions
{
    public int KeySize { get; set; } = 1024;

    public string Kdf { get; set; } = "SHA1";

    public string Tls { get; set; } = "Tls";

    public string Describe() => $"pilot {KeySize}";
}
