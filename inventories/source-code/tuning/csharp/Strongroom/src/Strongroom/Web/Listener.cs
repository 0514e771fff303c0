using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Strongroom.Web;

public static class Listener
{
    public static void Configure(IWebHostBuilder host, IConfiguration configuration, X509Certificate2 certificate)
    {
        var minimum = Enum.Parse<SslProtocols>(configuration["Listener:MinimumTls"] ?? "Tls13");
        host.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = minimum | SslProtocols.Tls13;
        }));
    }

    public static HttpClient ForReplica(bool strict)
    {
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = strict ? SslProtocols.Tls13 : SslProtocols.Tls11,
            },
        };
        return new HttpClient(handler);
    }
}
