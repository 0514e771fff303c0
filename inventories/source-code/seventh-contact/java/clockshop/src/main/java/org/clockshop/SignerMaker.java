package org.clockshop;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec;

/** Makes the pens for the guarantee papers. */
public abstract class SignerMaker {
    protected abstract Supplier<? extends Signer> pen();

    protected abstract AsymmetricCipherKeyPair ink();

    public byte[] write(byte[] paper) throws Exception {
        Signer pen = pen().get();
        pen.init(true, ink().getPrivate());
        pen.update(paper, 0, paper.length);
        return pen.generateSignature();
    }

    static final class Master extends SignerMaker {
        @Override
        protected Supplier<? extends Signer> pen() {
            return Ed25519Signer::new;
        }

        @Override
        protected AsymmetricCipherKeyPair ink() {
            var maker = new Ed25519KeyPairGenerator();
            maker.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
            return maker.generateKeyPair();
        }
    }

    static KeyPair heirloom() throws Exception {
        var maker = KeyPairGenerator.getInstance("ML-DSA", new BouncyCastleProvider());
        maker.initialize(MLDSAParameterSpec.ml_dsa_65);
        return maker.generateKeyPair();
    }
}
