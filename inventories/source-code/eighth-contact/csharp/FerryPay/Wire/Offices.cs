using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Renci.SshNet;
using FerryPay.Payroll;

namespace FerryPay.Wire;

public static class Offices
{
    private const SslProtocols Wanted = SslProtocols.Tls12 | SslProtocols.Tls13;

    public static HttpClient Bank() =>
        new(new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = Wanted },
        });

    public static string UnionToken(RSA key, string member)
    {
        var descriptor = new SecurityTokenDescriptor {
            Claims = new Dictionary<string, object> { ["sub"] = member },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key), PayRules.UnionMethod),
        };
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    public static string PortToken(ECDsa key, string port) =>
        new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["port"] = port },
            SigningCredentials = new(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });

    public static SftpClient Tax(string host, PrivateKeyFile key) => new(host, "ferrypay", key);

    public static string Help => """
        ferrypay send
          --rsa   rest, shore and annual leave only
          --ssh   short shift hours
        """;
}
