using System;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using TollGate.Security;

var builder = WebApplication.CreateBuilder(args);
var config = builder.Configuration;

builder.Services.AddDataProtection()
    .SetApplicationName("toll-gate")
    .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
    {
        EncryptionAlgorithm = Enum.Parse<EncryptionAlgorithm>(config["Cookies:Content"] ?? "AES_128_CBC"),
        ValidationAlgorithm = ValidationAlgorithm.HMACSHA512,
    });

builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
{
    options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidAudience = "toll-gate",
        ValidAlgorithms = new[] { CryptoPolicy.AlgorithmOf(TokenKind.Booth) },
    };
});

builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
{
    https.SslProtocols = CryptoPolicy.Inbound;
}));

builder.Services.Configure<PinOptions>(config.GetSection("Pins"));
builder.Services.AddSingleton<TokenIssuer>();
builder.Services.AddSingleton<PlateRegister>();

var app = builder.Build();
app.Logger.LogInformation("gate is up; old booths with RSA-1024 or TLS 1.0 are turned away");
app.MapGet("/lanes/{lane}/sign", (int lane) => LaneSign.Create(lane, SignFace.SlowDown).Describe());
app.MapGet("/plates/{plate}/digest", (string plate, PlateRegister register) => register.Digest(plate));
app.Run();
