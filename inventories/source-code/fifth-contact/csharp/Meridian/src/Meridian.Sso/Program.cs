using System;
using System.Net.Http;
using System.Security.Authentication;
using System.Security.Cryptography;
using Meridian.Sso;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);
builder.Services.Configure<SsoOptions>(builder.Configuration.GetSection(SsoOptions.Section));
builder.Services.AddSingleton<ITokenFactory, ServiceTokens>();
builder.Services.AddSingleton<IPasswordHasher<Person>>(new PasswordHasher<Person>());
builder.Services.AddDataProtection().UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration
{
    EncryptionAlgorithm = EncryptionAlgorithm.AES_192_GCM,
});

var floor = Enum.Parse<SslProtocols>(builder.Configuration["Kestrel:Floor"] ?? "Tls12");
builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https =>
{
    https.SslProtocols = floor | SslProtocols.Tls13;
}));

builder.Services.AddHttpClient("directory").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
{
    ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
});

var app = builder.Build();
app.MapGet("/describe", (IOptions<SsoOptions> o) => o.Value.Description);
app.MapPost("/legacy/{name}", (string name, LegacyPasswords old) => old.Verify(name, "MD5"));
app.Run();

internal sealed record Person(string Name);
