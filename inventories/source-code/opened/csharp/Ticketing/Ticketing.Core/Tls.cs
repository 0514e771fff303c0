using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Threading.Tasks;

namespace Ticketing.Core;

public static class Tls
{
    public static void Legacy() => ServicePointManager.SecurityProtocol = SecurityProtocolType.Tls11;

    public static Task Connect(SslStream stream, string host)
    {
        const SslProtocols wanted = SslProtocols.Tls13;
        return stream.AuthenticateAsClientAsync(host, null, wanted, checkCertificateRevocation: true);
    }
}
