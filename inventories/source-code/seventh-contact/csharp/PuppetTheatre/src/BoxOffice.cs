using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using BcPair = Org.BouncyCastle.Crypto.AsymmetricCipherKeyPair;

namespace PuppetTheatre;

public sealed class BoxOffice
{
    private readonly SecureRandom _dice = new();

    private static (string Maker, int Size) For(Row row) => row switch
    {
        Row.Stalls => ("ECDSA", 384),
        Row.Balcony => ("RSA", Stage.CloakroomBits),
        _ => throw new ArgumentOutOfRangeException(nameof(row)),
    };

    public BcPair PairFor(Row row)
    {
        var (maker, size) = For(row);
        var generator = GeneratorUtilities.GetKeyPairGenerator(maker);
        generator.Init(new KeyGenerationParameters(_dice, size));
        return generator.GenerateKeyPair();
    }

    public byte[] GuestTicket(byte[] text)
    {
        var signer = SignerUtilities.GetSigner(Stage.GuestMark);
        signer.Init(true, PairFor(Row.Stalls).Private);
        signer.BlockUpdate(text, 0, text.Length);
        return signer.GenerateSignature();
    }

    public byte[] CloakroomNote(byte[] note)
    {
        var cipher = CipherUtilities.GetCipher("RSA/NONE/OAEPWithSHA256AndMGF1Padding");
        cipher.Init(true, PairFor(Row.Balcony).Public);
        return cipher.DoFinal(note);
    }

    public BcPair RehearsalPair()
    {
        var maker = new MLDsaKeyPairGenerator();
        maker.Init(new MLDsaKeyGenerationParameters(_dice, MLDsaParameters.ml_dsa_65));
        return maker.GenerateKeyPair();
    }
}
