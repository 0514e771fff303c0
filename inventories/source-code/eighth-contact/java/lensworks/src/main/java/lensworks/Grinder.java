package lensworks;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Talks to the grinding machines, which take signed job sheets. */
public class Grinder {
    private final Supplier<AsymmetricCipherKeyPairGenerator> generators;
    private final SecureRandom random;

    public Grinder(SecureRandom random) {
        this(Ed25519KeyPairGenerator::new, random);
    }

    Grinder(Supplier<AsymmetricCipherKeyPairGenerator> generators, SecureRandom random) {
        this.generators = generators;
        this.random = random;
    }

    public AsymmetricCipherKeyPair machineKey() {
        AsymmetricCipherKeyPairGenerator generator = generators.get();
        generator.init(new Ed25519KeyGenerationParameters(random));
        return generator.generateKeyPair();
    }

    public byte[] signJob(AsymmetricKeyParameter key, byte[] sheet) throws Exception {
        Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(sheet, 0, sheet.length);
        return signer.generateSignature();
    }

    /** The signature line at the foot of the printed sheet. */
    public static String signature(String optician) {
        return "Signature: ____________  (" + optician + ")";
    }
}
