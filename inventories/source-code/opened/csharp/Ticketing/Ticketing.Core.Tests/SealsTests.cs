using System.Security.Cryptography;
using Xunit;

namespace Ticketing.Core.Tests;

public class SealsTests
{
    [Fact]
    public void DesIsWeak()
    {
        using var des = DES.Create();
        Assert.Equal(64, des.KeySize);
    }

    [Fact]
    public void Lengths() => Assert.Equal(64, SHA512.HashData([1, 2, 3]).Length);
}
