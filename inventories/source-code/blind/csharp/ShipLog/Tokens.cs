using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace ShipLog;

public sealed class Tokens
{
    private readonly IConfiguration _config;
    private readonly SymmetricSecurityKey _key;

    public Tokens(IConfiguration config, byte[] secret)
    {
        _config = config;
        _key = new SymmetricSecurityKey(secret);
    }

    public string Issue(ClaimsPrincipal captain)
    {
        var algorithm = _config["Jwt:Algorithm"] ?? SecurityAlgorithms.HmacSha256;
        var token = new JwtSecurityToken(
            issuer: _config["Jwt:Issuer"],
            claims: captain.Claims,
            expires: DateTime.UtcNow.AddHours(8),
            signingCredentials: new SigningCredentials(_key, algorithm));
        return new JwtSecurityTokenHandler().WriteToken(token);
    }

    /// <summary>Harbour masters sign in at the port; its key comes from the port's JWKS.</summary>
    public TokenValidationParameters Port(SecurityKey key) => new()
    {
        ValidIssuer = "https://login.port.example",
        ValidateAudience = false,
        IssuerSigningKey = key,
        ValidAlgorithms = new[] { SecurityAlgorithms.EcdsaSha256 }
    };
}
