package com.example.ledgerbox.seal;

import com.example.ledgerbox.config.SealSettings;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** Seals booking sheets; the data key of each sheet is wrapped with the RSA key of the branch. */
@Service
public class EnvelopeService {

    private final SealSettings settings;
    private final String fingerprintName;
    private final SecureRandom random = new SecureRandom();

    public EnvelopeService(SealSettings settings,
                           @Value("${ledgerbox.export.fingerprint}") String fingerprintName) {
        this.settings = settings;
        this.fingerprintName = fingerprintName;
    }

    public SecretKey newDataKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES");
        generator.init(settings.getDataKeyBits(), random);
        return generator.generateKey();
    }

    public byte[] seal(byte[] sheet, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(settings.getTransformation());
        cipher.init(Cipher.ENCRYPT_MODE, newDataKey(), new GCMParameterSpec(128, nonce));
        return cipher.doFinal(sheet);
    }

    public byte[] wrap(Key branchKey, Key dataKey) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(paddingOf("SHA-256"));
        cipher.init(Cipher.WRAP_MODE, branchKey);
        return cipher.wrap(dataKey);
    }

    private static String paddingOf(String digest) {
        return String.format("RSA/ECB/OAEPWith%sAndMGF1Padding", digest);
    }

    public byte[] fingerprint(byte[] export) throws GeneralSecurityException {
        return MessageDigest.getInstance(fingerprintName).digest(export);
    }
}
