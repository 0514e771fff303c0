namespace Ticketing.Core;

public static class Names
{
    public const string Barcode = "ECIES"; // kind of code on a paper ticket
    public const int KeyBits = 2048;
    public const string StubHash = "SHA-384";
}

/// <summary>Drop-down in the back office.</summary>
public enum CipherChoice { Des, TripleDes, Aes128, Aes256 }
