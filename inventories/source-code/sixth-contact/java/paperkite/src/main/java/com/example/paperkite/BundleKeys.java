package com.example.paperkite;

import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMKeyPairGenerator;
import org.bouncycastle.pqc.crypto.mlkem.MLKEMParameters;

public abstract class BundleKeys {

    private static final String SCHEME = "withECDSA";

    protected abstract Profile profile();

    protected abstract MLKEMParameters transportSet();

    public KeyPair signingKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(profile().curve()));
        return generator.generateKeyPair();
    }

    public byte[] sign(byte[] bundle) throws GeneralSecurityException {
        PrivateKey key = signingKey().getPrivate();
        Signature signature = Signature.getInstance("SHA512" + SCHEME);
        signature.initSign(key);
        signature.update(bundle);
        return signature.sign();
    }

    public byte[] tag(SecretKey key, byte[] bundle) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(profile().macName());
        mac.init(key);
        return mac.doFinal(bundle);
    }

    public AsymmetricCipherKeyPair transportKey() {
        MLKEMKeyPairGenerator generator = new MLKEMKeyPairGenerator();
        generator.init(new MLKEMKeyGenerationParameters(new SecureRandom(), transportSet()));
        return generator.generateKeyPair();
    }

    public KeysetHandle shelfKey() throws GeneralSecurityException {
        return KeysetHandle.generateNew(KeyTemplates.get(ShelfNames.TEMPLATE));
    }
}
