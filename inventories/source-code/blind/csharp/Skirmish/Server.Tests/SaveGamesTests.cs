using System.Security.Cryptography;
using Skirmish.Server;
using Xunit;

namespace Skirmish.Server.Tests;

public class SaveGamesTests
{
    [Fact]
    public void Rsa_rune_beats_des_rune()
    {
        var table = new CardTable();
        Assert.True(table.Verify(new[] { new Card("ember", Rune.Rsa, 12) }));
    }

    [Fact]
    public void Saves_differ_by_player()
    {
        var master = RandomNumberGenerator.GetBytes(32);
        var games = SaveGames.ForRanked();
        Assert.NotEqual(games.SaveKey(master, new byte[] { 1 }), games.SaveKey(master, new byte[] { 2 }));
    }

    [Fact]
    public void Maps_of_the_first_season_have_short_names()
    {
        var name = MD5.HashData(new byte[] { 7 });
        Assert.Equal(16, name.Length);
    }

    [Fact]
    public void Riddle_reads_backwards()
    {
        Assert.Equal("abc", new CardTable().Decrypt("cba"));
    }
}
