using System;
using System.Text;
using NBitcoin;
using NBitcoin.Crypto;
using Nethereum.Signer;
using Nethereum.Util;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using EC = Org.BouncyCastle.Asn1.X9.ECNamedCurveTable;
using Rng = System.Security.Cryptography.RandomNumberGenerator;

namespace Purse.Core;

public sealed class Ledger
{
    private readonly SecureRandom _random = new();

    public byte[] Entropy() => Rng.GetBytes(16);

    public Key NewBitcoinKey() => new Key();

    public uint256 TransactionId(byte[] transaction) => Hashes.DoubleSHA256(transaction);

    public string NewAddress() => EthECKey.GenerateKey().GetPublicAddress();

    public string SignNote(string note, EthECKey key) => new EthereumMessageSigner().EncodeUTF8AndSign(note, key);

    public byte[] Topic(string name) => Sha3Keccack.Current.CalculateHash(Encoding.UTF8.GetBytes(name));

    public byte[] KeyHash(byte[] publicKey)
    {
        var digest = new RipeMD160Digest();
        digest.BlockUpdate(publicKey, 0, publicKey.Length);
        var result = new byte[digest.GetDigestSize()];
        digest.DoFinal(result, 0);
        return result;
    }

    public AsymmetricCipherKeyPair NewCoinKey()
    {
        var generator = new ECKeyPairGenerator("ECDSA");
        generator.Init(new ECKeyGenerationParameters(EC.GetOid(Curves.Coin), _random));
        return generator.GenerateKeyPair();
    }

    public AsymmetricCipherKeyPair NewCardKey(string algorithm = "ECDH")
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator(algorithm);
        generator.Init(new ECKeyGenerationParameters(EC.GetOid(Curves.Card), _random));
        return generator.GenerateKeyPair();
    }

    public byte[] CardSecret(AsymmetricCipherKeyPair own, AsymmetricKeyParameter shop)
    {
        var agreement = AgreementUtilities.GetBasicAgreement("ECDH");
        agreement.Init(own.Private);
        return agreement.CalculateAgreement(shop).ToByteArrayUnsigned();
    }

    public bool CheckShop(AsymmetricKeyParameter key, byte[] bill, byte[] seal, bool renewed)
    {
        var signer = SignerUtilities.GetSigner(renewed ? "SHA-512withECDSA" : "SHA-1withRSA");
        signer.Init(false, key);
        signer.BlockUpdate(bill, 0, bill.Length);
        return signer.VerifySignature(seal);
    }
}
