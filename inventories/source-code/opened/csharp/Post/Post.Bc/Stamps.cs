using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Kems;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Paddings;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using BcAes = Org.BouncyCastle.Crypto.Engines.AesEngine;

namespace Post.Bc;

public static class Stamps
{
    public static IBufferedCipher Seed() => new PaddedBufferedBlockCipher(new CbcBlockCipher(new SeedEngine()));

    public static IBlockCipher Block() => new BcAes();

    public static AsymmetricCipherKeyPair MailKey(SecureRandom random)
    {
        var generator = new MLKemKeyPairGenerator();
        generator.Init(new MLKemKeyGenerationParameters(random, MLKemParameters.ml_kem_768));
        return generator.GenerateKeyPair();
    }

    public static ISigner Franking(MLDsaPrivateKeyParameters key)
    {
        var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_65, deterministic: true);
        signer.Init(true, key);
        return signer;
    }

    public static ISigner Office() => SignerUtilities.GetSigner("SHA1withECDSA");

    public static IBufferedCipher Box() => CipherUtilities.GetCipher("aria/ecb/pkcs5padding");

    public static byte[] Pin(byte[] pin, byte[] salt) => SCrypt.Generate(pin, salt, 16384, 8, 1, 32);

    public static X25519Agreement Agreement() => new();
}
