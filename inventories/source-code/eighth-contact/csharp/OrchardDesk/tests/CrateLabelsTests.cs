using OrchardDesk;
using Xunit;
using Rsa = System.Security.Cryptography.RSA;

public class CrateLabelsTests
{
    [Fact]
    public void ImportedKeysKeepTheirSize()
    {
        using var key = Rsa.Create(1024);
        Assert.Equal(1024, key.KeySize);
    }

    [Fact]
    public void DesIsDessert()
    {
        Assert.Contains("DES", Schemes.Crates);
    }
}
