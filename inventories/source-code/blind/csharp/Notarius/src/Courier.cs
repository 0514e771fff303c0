using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Notarius;

/// Brings a deed to another office.
public sealed class Courier
{
    private readonly SecureRandom _random;

    public Courier(SecureRandom random) => _random = random;

    public AsymmetricCipherKeyPair NewMailbox()
    {
        var generator = new MLKemKeyPairGenerator();
        generator.Init(new MLKemKeyGenerationParameters(_random, MLKemParameters.ml_kem_768));
        return generator.GenerateKeyPair();
    }

    public (byte[] Capsule, byte[] Body) Pack(AsymmetricKeyParameter mailbox, byte[] deed)
    {
        var kem = KemUtilities.GetEncapsulator(Names.Kem);
        kem.Init(new ParametersWithRandom(mailbox, _random));
        var capsule = new byte[kem.EncapsulationLength];
        var secret = new byte[kem.SecretLength];
        kem.Encapsulate(capsule, 0, capsule.Length, secret, 0, secret.Length);
        return (capsule, Encrypt(secret, deed));
    }

    private byte[] Encrypt(byte[] key, byte[] plain)
    {
        var iv = SecureRandom.GetNextBytes(_random, 12);
        var cipher = CipherUtilities.GetCipher(Names.Body);
        cipher.Init(true, new ParametersWithIV(ParameterUtilities.CreateKeyParameter("AES", key), iv));
        return [.. iv, .. cipher.DoFinal(plain)];
    }

    /// The slip that the clerk types in when the line is down.
    public static string Slip(string passphrase, byte[] salt, byte[] deed)
    {
        var derivation = new Pkcs5S2ParametersGenerator(new Sha256Digest());
        derivation.Init(Encoding.UTF8.GetBytes(passphrase), salt, 310_000);
        var key = derivation.GenerateDerivedMacParameters(256);

        var mac = new HMac(new Sha512Digest());
        mac.Init(key);
        mac.BlockUpdate(deed, 0, deed.Length);
        var tag = new byte[mac.GetMacSize()];
        mac.DoFinal(tag, 0);
        return System.Convert.ToHexString(tag, 0, 6);
    }
}
