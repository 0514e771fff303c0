using System.Security.Authentication;
using Renci.SshNet;
using TollBridge.Options;
using TollBridge.Services;

var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<GateOptions>(builder.Configuration.GetSection("Gate"));
builder.Services.AddSingleton<IReceiptSeal, ReceiptSeal>();
builder.Services.AddTransient<LaneStamp, LorryStamp>();
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.ConfigureHttpsDefaults(https =>
    {
        https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
    }));

var app = builder.Build();
app.MapGet("/describe", () => "Toll bridge. Prices in the principal currency. Signing of receipts with RSA.");
app.MapPost("/pass", async (HttpRequest request, LaneStamp stamp) =>
{
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    return Convert.ToBase64String(stamp.Stamp(buffer.ToArray()));
});
app.MapPost("/nightly", () =>
{
    using var post = new SftpClient("customs.example.org", "bridge", new PrivateKeyFile("/etc/bridge/post.key"));
    post.Connect();
    using var book = File.OpenRead("ledger.csv");
    post.UploadFile(book, "/in/ledger.csv");
});
app.Run();
