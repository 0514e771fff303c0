package net.tunnelctl;

import com.typesafe.config.Config;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

class IkeSession {

    private final Proposal proposal;
    private KeyPair ephemeral;

    IkeSession(Config config) {
        this(Proposal.named(config.getString("tunnelctl.ike.proposal")));
    }

    IkeSession(Proposal proposal) {
        this.proposal = proposal;
    }

    PublicKey offer() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DiffieHellman");
        generator.initialize(1536);
        ephemeral = generator.generateKeyPair();
        return ephemeral.getPublic();
    }

    byte[] accept(PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("DH");
        agreement.init(ephemeral.getPrivate());
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    SecretKey childKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(proposal.family());
        generator.init(proposal.keyBits());
        return generator.generateKey();
    }

    byte[] encryptChild(AlgorithmParameterSpec iv, byte[] packet) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(proposal.cipher());
        cipher.init(Cipher.ENCRYPT_MODE, childKey(), iv);
        return cipher.doFinal(packet);
    }

    static byte[] openMuseum(SecretKey key, AlgorithmParameterSpec iv, byte[] packet) throws GeneralSecurityException {
        Proposal old = Proposal.named("museum");
        Cipher cipher = Cipher.getInstance(old.cipher());
        cipher.init(Cipher.DECRYPT_MODE, key, iv);
        return cipher.doFinal(packet);
    }

    static byte[] museumPrf(SecretKey key, byte[] seed) throws GeneralSecurityException {
        return prf(Proposal.named("museum").prf(), key, seed);
    }

    private static byte[] prf(String name, SecretKey key, byte[] seed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(name);
        mac.init(key);
        return mac.doFinal(seed);
    }
}
