package net.tunnelctl;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.crypto.KeyAgreement;

public final class Peers {

    enum Role { ROAD_WARRIOR, SITE, RELAY }

    private final Map<Role, Callable<KeyPairGenerator>> generators = new EnumMap<>(Role.class);

    public Peers() {
        generators.put(Role.ROAD_WARRIOR, () -> KeyPairGenerator.getInstance("X25519"));
        generators.put(Role.RELAY, () -> KeyPairGenerator.getInstance("ML-KEM-768"));
        generators.put(Role.SITE, this::siteGenerator);
    }

    private KeyPairGenerator siteGenerator() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("brainpoolP384r1"));
        return generator;
    }

    KeyPair enroll(Role role) throws Exception {
        return generators.get(role).call().generateKeyPair();
    }

    byte[] siteSecret(KeyPair own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own.getPrivate());
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    String fingerprint(PublicKey key) throws GeneralSecurityException {
        String name = System.getenv().getOrDefault("TUNNELCTL_FINGERPRINT", "MD5");
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance(name).digest(key.getEncoded()));
    }

    static byte[] presharedKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return key;
    }

    static String joinCode() {
        Random dice = new Random();
        return IntStream.range(0, 6).mapToObj(i -> "" + dice.nextInt(10)).collect(Collectors.joining());
    }

    /** Signs a peer off; the name of a peer may contain des, as in "desk". */
    void signOff(String peer) {
        System.out.println("peer " + peer + " signed off, X25519 key kept for 30 days");
    }
}
