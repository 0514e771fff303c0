package com.example.payments;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Keeps card numbers encrypted; one data key a merchant. */
public class CardVault {

    private static final int NONCE_BYTES = 12;

    private final PaymentSettings settings;
    private final SecureRandom random = new SecureRandom();

    public CardVault(PaymentSettings settings) {
        this.settings = settings;
    }

    public SecretKey newMerchantKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(CryptoNames.AES);
        generator.init(settings.cardKeyBits(), random);
        return generator.generateKey();
    }

    public byte[] seal(SecretKey key, byte[] cardNumber) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Cipher cipher = Cipher.getInstance(settings.cardTransformation());
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        byte[] sealed = cipher.doFinal(cardNumber);
        byte[] out = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, out, 0, nonce.length);
        System.arraycopy(sealed, 0, out, nonce.length, sealed.length);
        return out;
    }

    public byte[] fingerprint(byte[] cardNumber) throws GeneralSecurityException {
        String name = CryptoNames.CARD_DIGEST;
        return MessageDigest.getInstance(name).digest(cardNumber);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
