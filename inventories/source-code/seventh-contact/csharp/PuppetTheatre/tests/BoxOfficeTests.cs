using System.Security.Cryptography;
using Xunit;

namespace PuppetTheatre.Tests;

public class BoxOfficeTests
{
    [Fact]
    public void AgreementOfTwoUshers()
    {
        using var left = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(256, left.KeySize);
    }

    [Fact]
    public void GuestTicketIsNotEmpty() => Assert.NotEmpty(new BoxOffice().GuestTicket([1, 2, 3]));
}
