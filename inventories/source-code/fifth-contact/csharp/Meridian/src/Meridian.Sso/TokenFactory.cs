using System;
using System.Collections.Generic;
using System.Security.Claims;
using System.Security.Cryptography;
using Jose;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Meridian.Sso;

public interface ITokenFactory
{
    string Create(ClaimsIdentity who);
}

internal abstract class TokenFactory(TokenKind kind) : ITokenFactory
{
    private readonly JsonWebTokenHandler _handler = new();

    protected abstract SecurityKey Key { get; }

    public string Create(ClaimsIdentity who) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Subject = who,
        Expires = DateTime.UtcNow.AddMinutes(20),
        SigningCredentials = Credentials(),
    });

    protected virtual SigningCredentials Credentials() => new(Key, SsoOptions.Algorithms[kind]);
}

internal sealed class ServiceTokens() : TokenFactory(TokenKind.Service)
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    protected override SecurityKey Key => new ECDsaSecurityKey(_key) { KeyId = "service" };
}

internal sealed class LoginTokens(IOptions<SsoOptions> options)
{
    private readonly RSA _key = RSA.Create(options.Value.LoginKeyBits);

    public byte[] Sign(byte[] token) => _key.SignData(token, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);

    public byte[] Unwrap(byte[] wrapped) => _key.Decrypt(wrapped, RSAEncryptionPadding.Pkcs1);

    public string Handover(byte[] secret, IDictionary<string, object> claims) =>
        JWT.Encode(claims, secret, JwsAlgorithm.HS384);

    public string PartnerHandover(RSA partner, IDictionary<string, object> claims) =>
        JWT.Encode(claims, partner, JwsAlgorithm.RS512);
}
