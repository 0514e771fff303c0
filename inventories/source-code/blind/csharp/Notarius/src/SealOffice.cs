using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;

namespace Notarius;

/// A seal is two signatures: one that courts know today and one that should outlast them.
public sealed class SealOffice
{
    private static readonly MLDsaParameters Lasting = MLDsaParameters.ml_dsa_65;

    private readonly SecureRandom _random = new();

    private readonly AsymmetricCipherKeyPair _court, _lasting;

    public SealOffice()
    {
        _court = NewCourtKey();
        _lasting = NewLastingKey();
    }

    private AsymmetricCipherKeyPair NewCourtKey()
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator("ECDSA");
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP521r1, _random));
        return generator.GenerateKeyPair();
    }

    private AsymmetricCipherKeyPair NewLastingKey()
    {
        var generator = new MLDsaKeyPairGenerator();
        generator.Init(new MLDsaKeyGenerationParameters(_random, Lasting));
        return generator.GenerateKeyPair();
    }

    public (byte[] Court, byte[] Lasting) Seal(byte[] deed)
    {
        var first = SignerUtilities.GetSigner(Names.Seal);
        var second = new MLDsaSigner(Lasting, deterministic: false);
        return (Run(first, _court.Private, deed), Run(second, _lasting.Private, deed));
    }

    private static byte[] Run(ISigner signer, AsymmetricKeyParameter key, byte[] deed)
    {
        signer.Init(true, key);
        signer.BlockUpdate(deed, 0, deed.Length);
        return signer.GenerateSignature();
    }

    public string Register(byte[] deed) =>
        System.Convert.ToHexString(DigestUtilities.CalculateDigest(Names.DocumentDigest, deed));
}
