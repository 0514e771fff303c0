using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace FerryPay.Payroll;

public sealed class SlipSigner(IConfiguration configuration)
{
    public RSA NewSlipKey()
    {
        var bits = configuration.GetValue("Payroll:SlipKeyBits", 2048);
        Console.WriteLine($"Creating an RSA key of {bits} bits");
        return RSA.Create(bits);
    }

    public RSA NewVesselKey(SlipOptions? options = null) =>
        RSA.Create((options ?? SlipOptions.Standard).Bits);

    public byte[] SignForTax(RSA key, string slip) => Sign(key, slip, SlipOptions.TaxOffice);

    public byte[] SignForCrew(RSA key, string slip) => Sign(key, slip, SlipOptions.Standard);

    private static byte[] Sign(RSA key, string slip, SlipOptions o) =>
        key.SignData(Encoding.UTF8.GetBytes(slip), o.Digest, o.Padding);

    public byte[] SlipMark(string slip)
    {
        var name = configuration["Payroll:SlipDigest"] ?? "SHA256";
        using var hash = IncrementalHash.CreateHash(new HashAlgorithmName(name));
        hash.AppendData(Encoding.UTF8.GetBytes(slip));
        return hash.GetHashAndReset();
    }
}
