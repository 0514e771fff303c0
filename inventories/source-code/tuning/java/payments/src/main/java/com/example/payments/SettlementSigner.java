package com.example.payments;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Signs settlement files for the acquirer. */
public class SettlementSigner {

    private static final String CURVE = "secp384r1";

    private final PaymentSettings settings;
    private final String keyAlgorithm = "EC";

    public SettlementSigner(PaymentSettings settings) {
        this.settings = settings;
    }

    public KeyPair newSigningKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    public byte[] sign(PrivateKey key, byte[] file) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(settings.signatureAlgorithm());
        signature.initSign(key);
        signature.update(file);
        return signature.sign();
    }

    public byte[] mac(SecretKey key, byte[] file) throws GeneralSecurityException {
        String algorithm = settings.macAlgorithm();
        Mac mac = Mac.getInstance(algorithm);
        mac.init(key);
        return mac.doFinal(file);
    }

    /** Older acquirers want the digest of the file in the trailer record. */
    public byte[] trailerDigest(byte[] file) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(settings.legacyDigest());
        return digest.digest(file);
    }
}
