package org.fakturo.sign;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.function.Supplier;

public final class InvoiceSigner {

    private final SignatureProfile profile;
    private final Supplier<SecureRandom> randomness;
    private final KeyPair keyPair;

    public InvoiceSigner(SignatureProfile profile) throws GeneralSecurityException {
        this(profile, SecureRandom::new);
    }

    InvoiceSigner(SignatureProfile profile, Supplier<SecureRandom> randomness) throws GeneralSecurityException {
        this.profile = profile;
        this.randomness = randomness;
        this.keyPair = newKeyPair();
    }

    private KeyPair newKeyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(profile.keyAlgorithm());
        generator.initialize(profile.bits(), randomness.get());
        return generator.generateKeyPair();
    }

    public byte[] sign(byte[] invoice) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(profile.signature());
        signer.initSign(keyPair.getPrivate());
        signer.update(invoice);
        return signer.sign();
    }

    /** Invoices from before 2014 still arrive from the tax office's archive. */
    public static boolean verifyArchived(PublicKey key, byte[] invoice, byte[] seal) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(SignatureProfile.ARCHIVED.signature());
        verifier.initVerify(key);
        verifier.update(invoice);
        return verifier.verify(seal);
    }
}
