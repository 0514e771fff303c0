using System.Security.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Renci.SshNet;
using ShipLog;

var builder = WebApplication.CreateBuilder(args);
var config = builder.Configuration;

builder.WebHost.ConfigureKestrel(server => server.ConfigureHttpsDefaults(https =>
{
    https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
    https.ServerCertificate = Identity.ForShip(config["Ship:Imo"] ?? "0000000", config);
}));

builder.Services.AddDataProtection()
    .SetApplicationName("shiplog")
    .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
    {
        EncryptionAlgorithm = EncryptionAlgorithm.AES_256_CBC,
        ValidationAlgorithm = ValidationAlgorithm.HMACSHA512
    });

builder.Services.AddHttpClient("office").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
{
    SslOptions = { EnabledSslProtocols = SslProtocols.Tls13 }
});

var app = builder.Build();

// edi: "des" is the destination segment of the message
app.MapPost("/edi/{des}", async (string des, HttpRequest request) =>
{
    var key = new PrivateKeyFile(config["Port:KeyFile"]!);
    using var sftp = new SftpClient(config["Port:Host"]!, config["Port:User"]!, key);
    sftp.Connect();
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    body.Position = 0;
    sftp.UploadFile(body, $"/in/{des}-{HashCode.Combine(des, body.Length):x8}.edi");
    return Results.Accepted();
});

app.Run();
