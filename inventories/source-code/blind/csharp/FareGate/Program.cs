using System.Security.Cryptography;
using FareGate;

var builder = WebApplication.CreateBuilder(args);

builder.Services.Configure<TicketOptions>(builder.Configuration.GetSection("Tickets"));
builder.Services.Configure<GateOptions>(builder.Configuration.GetSection("Gates"));
builder.Services.AddSingleton<TicketSigner>();
builder.Services.AddSingleton(_ =>
{
    var stored = builder.Configuration["CARD_MASTER"];
    var master = stored is null ? RandomNumberGenerator.GetBytes(32) : Convert.FromBase64String(stored);
    return new CardVault(master);
});

var app = builder.Build();

app.MapGet("/key", (TicketSigner signer) => signer.PublicKey);
app.MapPost("/ticket", async (HttpRequest request, TicketSigner signer, ILogger<Program> log) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    log.LogInformation("signing ticket with RSA-PSS, {Length} bytes", body.Length);
    return Results.Bytes(signer.Sign(body.ToArray()));
});

// a weak ETag is enough here
app.MapGet("/lines", (Microsoft.Extensions.Options.IOptions<GateOptions> gates, HttpResponse response) =>
{
    response.Headers.ETag = $"W/\"{string.Join(',', gates.Value.Lines).GetHashCode():x}\"";
    return gates.Value.Lines;
});

app.Run();
