using System.Security.Cryptography;
using Meridian.Sso;
using Xunit;

namespace Meridian.Tests;

public class AuditTests
{
    [Fact]
    public void OldCookiesAreFortyDigits()
    {
        var hash = SHA1.HashData(new byte[] { 1, 2, 3 });
        Assert.Equal(20, hash.Length);
    }

    [Fact]
    public void LoginKeysVerify()
    {
        using var dsa = DSA.Create(1024);
        var seal = dsa.SignData(new byte[4], HashAlgorithmName.SHA1);
        Assert.Equal("ES384", SsoOptions.Algorithms[TokenKind.Service]);
        Assert.NotEmpty(seal);
    }
}
