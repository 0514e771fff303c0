using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Strongroom.Tests;

public class SealerTests
{
    [Fact]
    public void OldRecordsAreStillRead()
    {
        using var des = TripleDES.Create();
        des.GenerateKey();
        Assert.Equal(8, des.BlockSize / 8);
    }

    [Fact]
    public void EtagOfAnEmptyBody()
    {
        var etag = MD5.HashData(Encoding.UTF8.GetBytes(""));
        Assert.Equal(16, etag.Length);
    }

    [Fact]
    public void ExportIsDeterministic()
    {
        var sealer = RecordSealer.ForExport();
        Assert.Equal("DES era", Profiles.Labels[1]);
    }
}
