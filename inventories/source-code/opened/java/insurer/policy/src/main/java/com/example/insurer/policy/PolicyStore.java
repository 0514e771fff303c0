package com.example.insurer.policy;

import com.example.insurer.core.Keys;
import com.example.insurer.core.Profile;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** Policies at rest. */
public class PolicyStore implements Keys {

    private final Profile profile;
    private String cipherName;

    public PolicyStore(Profile profile) {
        this.profile = profile;
        this.cipherName = profile.text(POLICY_CIPHER, DEFAULT_CIPHER);
    }

    public byte[] digest(byte[] policy) throws GeneralSecurityException {
        Function<String, String> lookup = key -> profile.text(key, DEFAULT_DIGEST);
        String name = lookup.apply(POLICY_DIGEST);
        MessageDigest md = MessageDigest.getInstance(name);
        return md.digest(policy);
    }

    public byte[] store(Key key, byte[] policy) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(cipherName);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(policy);
    }

    public SecretKey agentKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(AGENT_MAC);
        generator.init(AGENT_KEY);
        return generator.generateKey();
    }

    public byte[] agentTag(SecretKey key, byte[] message) throws GeneralSecurityException {
        String name = key.getAlgorithm();
        Mac mac = Mac.getInstance(AGENT_MAC);
        if (!mac.getAlgorithm().equals(name)) {
            throw new GeneralSecurityException("key of " + name + " instead of HmacSHA3-256");
        }
        mac.init(key);
        return mac.doFinal(message);
    }

    public Cipher ofBranch() throws GeneralSecurityException {
        Provider provider = Security.getProvider("BC");
        String prefix = "Rsa/";
        return Cipher.getInstance(prefix + "None".toUpperCase() + "/pkcs1padding", provider);
    }
}
