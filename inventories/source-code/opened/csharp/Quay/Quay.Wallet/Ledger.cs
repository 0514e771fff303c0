using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using NBitcoin;
using Nethereum.Signer;
using Nethereum.Util;
using NSec.Cryptography;

namespace Quay.Wallet;

public enum Purpose { Deposit, Transfer }

public sealed class Ledger
{
    private static readonly AeadAlgorithm Aead = AeadAlgorithm.XChaCha20Poly1305;
    private static readonly IDictionary<Purpose, MLKemAlgorithm> Kems = new Dictionary<Purpose, MLKemAlgorithm>
    {
        [Purpose.Deposit] = MLKemAlgorithm.MLKem1024,
        [Purpose.Transfer] = MLKemAlgorithm.MLKem512,
    };

    private readonly PasswordHasher<string> _hasher = new();

    public string Remember(string user, string password) => _hasher.HashPassword(user, password);

    public NBitcoin.Key Coin() => new();

    public string Words() => new Mnemonic(Wordlist.English, WordCount.TwentyFour).ToString();

    public string Ether(string message)
    {
        var signer = new EthereumMessageSigner();
        return signer.EncodeUTF8AndSign(message, EthECKey.GenerateKey());
    }

    public byte[] Topic(string text) => Sha3Keccack.Current.CalculateHash(System.Text.Encoding.UTF8.GetBytes(text));

    public (byte[] Sealed, byte[] Secret) Seal(byte[] publicKey)
    {
        using var kem = MLKem.ImportEncapsulationKey(Kems[Purpose.Deposit], publicKey);
        kem.Encapsulate(out var sealedKey, out var secret);
        return (sealedKey, secret);
    }

    public MLKem Fresh(Purpose purpose = Purpose.Transfer) => MLKem.GenerateKey(Kems[purpose]);

    public byte[] Store(byte[] clear, ReadOnlySpan<byte> nonce)
    {
        using var key = NSec.Cryptography.Key.Create(Aead);
        return Aead.Encrypt(key, nonce, default, clear);
    }

    public byte[] Old(byte[] clear)
    {
        using var rsa = new RSACryptoServiceProvider(Environment.Is64BitProcess ? 1024 : 512);
        return rsa.Encrypt(clear, fOAEP: false);
    }

    // The hash of the quay is its number; the crane signs off at night.
    public override int GetHashCode() => HashCode.Combine(nameof(Quay));
}
