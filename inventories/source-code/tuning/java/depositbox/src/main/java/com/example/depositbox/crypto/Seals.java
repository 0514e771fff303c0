package com.example.depositbox.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;
import javax.crypto.KeyAgreement;

public final class Seals {
    private final KeyPair pair;

    public Seals() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(Names.CURVE));
        this.pair = generator.generateKeyPair();
    }

    public byte[] seal(byte[] content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(Names.SIGNATURE);
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return signature.sign();
    }

    public boolean fromBranch(byte[] content, byte[] sealed, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signature.initVerify(key);
        signature.update(content);
        return signature.verify(sealed);
    }

    public static KeyPair branchKey(Integer wanted) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(Optional.ofNullable(wanted).orElse(2048));
        return generator.generateKeyPair();
    }

    public static KeyPair firstBranch() throws GeneralSecurityException {
        return branchKey(null);
    }

    public static byte[] share(PrivateKey ours, PublicKey theirs, boolean modern) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(modern ? "X25519" : "ECDH");
        agreement.init(ours);
        agreement.doPhase(theirs, true);
        return agreement.generateSecret();
    }
}
