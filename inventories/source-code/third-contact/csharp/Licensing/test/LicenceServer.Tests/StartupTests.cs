using System.Security.Cryptography;
using Xunit;

namespace LicenceServer.Tests;

public class StartupTests
{
    [Fact]
    public void KeySizeIsKept()
    {
        using var rsa = new RSACryptoServiceProvider(1024);
        Assert.Equal(1024, rsa.KeySize);
    }

    [Fact]
    public void Digest() => Assert.Equal(16, MD5.HashData(new byte[3]).Length);
}
