using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Agreement;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace OrchardDesk;

public class CrateLabels(SecureRandom random)
{
    protected virtual int Strength => 2048;

    public AsymmetricCipherKeyPair NewLabelKey()
    {
        var generator = new RsaKeyPairGenerator();
        generator.Init(new KeyGenerationParameters(random, Strength));
        return generator.GenerateKeyPair();
    }

    public byte[] SignForCider(ICipherParameters key, byte[] label) => Sign("cider", key, label);

    public byte[] SignForMarket(ICipherParameters key, byte[] label) => Sign("market", key, label);

    private byte[] Sign(string buyer, ICipherParameters key, byte[] label)
    {
        var signer = SignerUtilities.GetSigner(Schemes.For(buyer));
        signer.Init(true, key);
        signer.BlockUpdate(label, 0, label.Length);
        return signer.GenerateSignature();
    }

    public byte[] ColdRoomSecret(X25519PrivateKeyParameters mine, X25519PublicKeyParameters room)
    {
        var agreement = new X25519Agreement();
        agreement.Init(mine);
        var secret = new byte[agreement.AgreementSize];
        agreement.CalculateAgreement(room, secret, 0);
        return secret;
    }
}

public sealed class ExportLabels(SecureRandom random) : CrateLabels(random)
{
    protected override int Strength => 4 << 10;
}
