using System;
using System.CommandLine;
using System.IO;
using System.Security.Cryptography;
using Skiff.Agent.Vault;

var keySize = new Option<int>("--key-size", () => 4096, "bits of the RSA key of this machine");
var curve = new Option<string>("--curve", () => "nistP521", "curve of the recovery key");
var output = new Option<FileInfo>("--out", "where to write the key");

var init = new Command("init", "describes this machine to the vault") { keySize, curve, output };
init.SetHandler((int bits, string name, FileInfo file) =>
{
    using var machine = RSA.Create(bits);
    File.WriteAllText(file.FullName, machine.ExportPkcs8PrivateKeyPem());
    using var recovery = ECDiffieHellman.Create(ECCurve.CreateFromFriendlyName(name));
    File.WriteAllText(file.FullName + ".recovery", recovery.ExportPkcs8PrivateKeyPem());
}, keySize, curve, output);

var digest = args.Length > 1 ? args[1] : Environment.GetEnvironmentVariable("SKIFF_DIGEST") ?? "SHA-384";
using var listing = HashAlgorithm.Create(digest);
Console.WriteLine($"listing {Convert.ToHexString(listing!.ComputeHash(Console.OpenStandardInput()))}, rsa and aes ready");

return await new RootCommand("Skiff, universal backups") { init }.InvokeAsync(args);
