using Turnstile;

var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<TicketOptions>(builder.Configuration.GetSection(TicketOptions.Section));
builder.Services.AddSingleton<TicketSigner>();
var app = builder.Build();
app.MapPost("/tickets", async (HttpRequest request, TicketSigner signer) =>
{
    using var body = new MemoryStream();
    await request.Body.CopyToAsync(body);
    return Results.Bytes(signer.SignTicket(body.ToArray()));
});
app.Run();
