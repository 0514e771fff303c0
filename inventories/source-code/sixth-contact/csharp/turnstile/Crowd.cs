namespace Turnstile;

public interface ICipher { int Encrypt(int visitor); }

/// <summary>A puzzle for children who wait in the queue.</summary>
public sealed class QueuePuzzle : ICipher
{
    private readonly Random _dice = new(4);

    public int Encrypt(int visitor) => visitor + _dice.Next(6);

    public int Bucket(string gate) => HashCode.Combine(gate, "aes") % 8;
}
