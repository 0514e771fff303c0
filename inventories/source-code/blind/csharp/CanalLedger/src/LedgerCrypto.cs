using System.Text;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace CanalLedger;

public sealed class LedgerCrypto
{
    private readonly SecureRandom _random = new SecureRandom();

    public byte[] SealPage(byte[] nonce, byte[] page, out byte[] key)
    {
        var suite = Suites.For(Tier.Treasury);
        key = SecureRandom.GetNextBytes(_random, suite.KeyBits / 8);
        var cipher = CipherUtilities.GetCipher(suite.Transformation);
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return cipher.DoFinal(page);
    }

    public byte[] SealNote(byte[] nonce, byte[] note, out byte[] key) => Seal(Tier.Lockkeeper, nonce, note, out key);

    private byte[] Seal(Tier tier, byte[] nonce, byte[] data, out byte[] key)
    {
        var suite = Suites.For(tier);
        key = SecureRandom.GetNextBytes(_random, suite.KeyBits / 8);
        var cipher = CipherUtilities.GetCipher($"{suite.Block}/{suite.Mode}/NoPadding");
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return cipher.DoFinal(data);
    }

    public static byte[] Fingerprint(byte[] page) =>
        DigestUtilities.CalculateDigest(Suites.For(Tier.Lockkeeper).Digest, page);

    public static byte[] Tag(byte[] key, byte[] page)
    {
        var mac = MacUtilities.GetMac(Suites.FromConfig("sealMac"));
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(page, 0, page.Length);
        return MacUtilities.DoFinal(mac);
    }

    public AsymmetricCipherKeyPair NewTreasuryKey()
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator("ECDSA");
        generator.Init(new ECKeyGenerationParameters(ECNamedCurveTable.GetOid(Suites.TreasuryCurve), _random));
        return generator.GenerateKeyPair();
    }

    public AsymmetricCipherKeyPair NewArchiveKey(int bits = Suites.TreasuryBits)
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(_random, bits));
        return generator.GenerateKeyPair();
    }

    public AsymmetricCipherKeyPair NewVaultKem()
    {
        var generator = new MLKemKeyPairGenerator();
        generator.Init(new MLKemKeyGenerationParameters(_random, Suites.KemFor(Tier.Treasury)));
        return generator.GenerateKeyPair();
    }

    public byte[] SignEntry(byte[] entry)
    {
        var pair = NewTreasuryKey();
        var signer = SignerUtilities.GetSigner(Suites.FromConfig("entrySigner"));
        signer.Init(true, pair.Private);
        signer.BlockUpdate(entry, 0, entry.Length);
        return signer.GenerateSignature();
    }

    public byte[] WrapPageKey(byte[] pageKey)
    {
        var pair = NewArchiveKey();
        var oaep = new OaepEncoding(new RsaEngine(), new Sha256Digest());
        oaep.Init(true, new ParametersWithRandom(pair.Public, _random));
        return oaep.ProcessBlock(pageKey, 0, pageKey.Length);
    }

    public static KeyParameter FromPassphrase(string passphrase, byte[] salt)
    {
        var generator = new Pkcs5S2ParametersGenerator(new Sha512Digest());
        generator.Init(Encoding.UTF8.GetBytes(passphrase), salt, 250_000);
        return (KeyParameter)generator.GenerateDerivedMacParameters(256);
    }
}
