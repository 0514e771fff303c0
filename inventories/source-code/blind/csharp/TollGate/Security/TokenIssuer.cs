using System;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TollGate.Security;

public sealed class TokenIssuer
{
    private const int TagBytes = 16;
    private readonly PinOptions _pins;
    private readonly RSA _issuer;

    public TokenIssuer(IOptions<PinOptions> pins)
    {
        _pins = pins.Value;
        _issuer = NewIssuer();
    }

    private static RSA NewIssuer(int bits = CryptoPolicy.IssuerBits) => RSA.Create(bits);

    public static ECDsa NewLaneKey() => ECDsa.Create(CryptoPolicy.LaneCurve);

    public string ForDriver(ClaimsIdentity driver, ECDsaSecurityKey key)
    {
        var descriptor = new SecurityTokenDescriptor
        {
            Subject = driver,
            SigningCredentials = new SigningCredentials(key, CryptoPolicy.AlgorithmOf(TokenKind.Driver)),
        };
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    public byte[] SignTariff(byte[] tariff) =>
        _issuer.SignData(tariff, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);

    public byte[] HashPin(string pin, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(pin, salt, _pins.Rounds, new HashAlgorithmName(_pins.Prf), 32);

    public byte[] SealReceipt(byte[] receipt, out byte[] key, out byte[] nonce)
    {
        key = RandomNumberGenerator.GetBytes(CryptoPolicy.ReceiptKeyBytes);
        nonce = new byte[12];
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagBytes);
        var output = new byte[receipt.Length + TagBytes];
        gcm.Encrypt(nonce, receipt, output.AsSpan(0, receipt.Length), output.AsSpan(receipt.Length));
        return output;
    }

    public override string ToString() => $"issuer, PINs with {_pins.Rounds} rounds of PBKDF2";
}
