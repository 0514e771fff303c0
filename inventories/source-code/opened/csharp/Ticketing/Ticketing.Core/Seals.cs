using System;
using System.Linq;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace Ticketing.Core;

/// <summary>Seals of electronic tickets.</summary>
public sealed class Seals
{
    private readonly IConfiguration _configuration;
    private readonly ECDsa _signer;

    public Seals(IConfiguration configuration)
    {
        _configuration = configuration;
        var curve = ECCurve.CreateFromFriendlyName(_configuration.GetValue("Seals:Curve", "nistP256")!);
        _signer = ECDsa.Create(curve);
    }

    public byte[] Seal(byte[] ticket) => _signer.SignData(ticket, HashAlgorithmName.SHA512);

    public byte[] Encrypt(byte[] key, byte[] iv, byte[] ticket)
    {
        using var aes = Aes.Create();
        aes.KeySize = 256;
        return aes.CreateEncryptor(key, iv).TransformFinalBlock(ticket, 0, ticket.Length);
    }

    public byte[] Stub(byte[] ticket) => Hash(Names.StubHash, ticket);

    private static byte[] Hash(string name, byte[] data)
    {
        using var algorithm = (HashAlgorithm)CryptoConfig.CreateFromName(name)!;
        return algorithm.ComputeHash(data);
    }

    public byte[] Gate(byte[] secret, byte[] salt) => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, salt, null);

    public SigningCredentials Token(byte[] secret) =>
        new(new SymmetricSecurityKey(secret), SecurityAlgorithms.HmacSha512);

    public byte[] Agree(ECDiffieHellmanPublicKey peer)
    {
        using var own = ECDiffieHellman.Create();
        return own.DeriveKeyFromHash(peer, HashAlgorithmName.SHA256);
    }

    public byte[] Paper(byte[] data, string hashFromPartner)
    {
        using var hash = IncrementalHash.CreateHash(new HashAlgorithmName(hashFromPartner));
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    public RSA Printer()
    {
        var rsa = new RSACryptoServiceProvider();
        return rsa;
    }

    public byte[] Turnstile(byte[] key, byte[] nonce, byte[] data)
    {
        using var aead = new ChaCha20Poly1305(key);
        var (sealedData, tag) = (new byte[data.Length], new byte[16]);
        aead.Encrypt(nonce, data, sealedData, tag);
        return sealedData.Concat(tag).ToArray();
    }

    public int Lottery() => new Random().Next(1, 100);
}
