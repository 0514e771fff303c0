namespace FareGate;

/// <summary>Section "Tickets" of appsettings.json.</summary>
public sealed class TicketOptions
{
    public int RsaBits { get; set; } = 2048;
    public string Digest { get; set; } = "SHA256";
    public int ValidHours { get; set; } = 24;
}

/// <summary>Section "Gates": the lines whose gates we open. Rhein-Sieg-Anschluss is "RSA".</summary>
public sealed class GateOptions
{
    public string[] Lines { get; set; } = Array.Empty<string>();
}
