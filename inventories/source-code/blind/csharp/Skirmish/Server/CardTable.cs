using System;
using System.Collections.Generic;
using System.Linq;

namespace Skirmish.Server;

public enum Rune { Aes, Des, Rsa, Sha }

public sealed record Card(string Name, Rune Rune, int Power)
{
    public override int GetHashCode() => HashCode.Combine(Name, Rune);
}

/// <summary>Cards, dice and the riddle of the sphinx.</summary>
public sealed class CardTable
{
    private readonly Random _random = new Random();

    public void Shuffle(Card[] deck) => Random.Shared.Shuffle(deck);

    public int Roll(int sides) => _random.Next(1, sides + 1);

    public bool Verify(IEnumerable<Card> hand) => hand.Sum(card => card.Power) <= 40;

    public string Decrypt(string riddle) => new(riddle.Reverse().ToArray());

    public void Sign(string player, List<string> guestBook) => guestBook.Add(player);

    public string Banner() => "Defeat the dragon MD5 and its twin SHA-1!";

    public static ushort Crc16(ReadOnlySpan<byte> packet)
    {
        ushort crc = 0xffff;
        foreach (var octet in packet)
        {
            crc ^= octet;
            for (var i = 0; i < 8; i++)
            {
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xa001 : crc >> 1);
            }
        }
        return crc;
    }
}
