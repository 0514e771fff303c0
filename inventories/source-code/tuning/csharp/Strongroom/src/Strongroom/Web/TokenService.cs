using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Algs = Microsoft.IdentityModel.Tokens.SecurityAlgorithms;

namespace Strongroom.Web;

public sealed class TokenService
{
    private readonly IConfiguration _configuration;
    private readonly string _algorithm;

    public TokenService(IConfiguration configuration)
    {
        _configuration = configuration;
        _algorithm = configuration["Tokens:Algorithm"] ?? Algs.HmacSha256;
    }

    public string Issue(ClaimsIdentity subject)
    {
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(_configuration["Tokens:Secret"]!));
        var descriptor = new SecurityTokenDescriptor
        {
            Subject = subject,
            SigningCredentials = new SigningCredentials(key, _algorithm),
        };
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    public static SigningCredentials ForPartner(ECDsaSecurityKey key) =>
        new(key, Algs.EcdsaSha256);

    public static EncryptingCredentials Wrapping(RsaSecurityKey key) =>
        new(key, Algs.RsaOAEP, Algs.Aes256CbcHmacSha512);

    public string Describe() => $"tokens signed with {_algorithm}";
}
