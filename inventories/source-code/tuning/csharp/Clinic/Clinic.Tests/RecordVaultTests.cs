using System.Security.Cryptography;
using Xunit;

namespace Clinic.Tests;

public class RecordVaultTests
{
    [Fact]
    public void OldTapesAreTripleDes()
    {
        using var des = TripleDES.Create();
        Assert.Equal(192, des.KeySize);
    }

    [Fact]
    public void Sha1IsTwentyBytes() => Assert.Equal(20, SHA1.HashData(new byte[1]).Length);
}
