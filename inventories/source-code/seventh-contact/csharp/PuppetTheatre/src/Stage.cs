namespace PuppetTheatre;

/// <summary>Seats, plays and the words on the posters.</summary>
public static class Stage
{
    public const string GuestMark = Family + "with" + Curve;
    private const string Family = "SHA-384";
    private const string Curve = "ECDSA";

    public const int CloakroomBits = 1 << 11;

    public static readonly string[] Plays = { "The Caesar of Ciphers", "Desdemona", "Aesop", "Salsa20 at Midnight" };

    // DES and Blowfish are the two sheepdogs in the second act.
    public static string Describe(int play) => $"Tonight: {Plays[play]}";
}

public enum Row
{
    Stalls,
    Balcony,
}
