package lantern;

import java.security.*;
import java.security.spec.*;
import java.util.*;
import java.util.function.*;
import javax.crypto.*;
import javax.crypto.spec.*;

/** DES was used before. */
public final class Vault {
    record Suite(String family, int bits, String digest) {
        static final Suite ROOT = new Suite("RSA", 4096, "SHA-512");
        Suite { Objects.requireNonNull(family); }
        String signature() { return digest.replace("-", "") + "with" + family; }
    }

    private static final Map<String, String> CIPHERS = Map.of("strong", "AES/GCM/NoPadding", "old", "DESede/CBC/PKCS5Padding");
    private static final Map<String, Integer> SIZES;
    static {
        SIZES = new HashMap<>();
        SIZES.put("short", 1024);
        SIZES.put("long", 3072);
    }

    private final Settings settings;

    Vault(Settings settings) { this.settings = settings; }

    KeyPair root() throws Exception {
        var generator = KeyPairGenerator.getInstance(Suite.ROOT.family());
        generator.initialize(Suite.ROOT.bits());
        return generator.generateKeyPair();
    }

    Signature signature() throws Exception {
        return Signature.getInstance(Suite.ROOT.signature());
    }

    KeyPair shortKey() throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
        g.initialize(SIZES.get("short"));
        return g.generateKeyPair();
    }

    KeyPair configured() throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance(settings.algorithm());
        g.initialize(settings.spec());
        return g.generateKeyPair();
    }

    Cipher cipher(Key key) throws Exception {
        Cipher c = Cipher.getInstance(CIPHERS.getOrDefault("old", "AES"));
        c.init(Cipher.ENCRYPT_MODE, key);
        return c;
    }

    SecretKey secret(int bits) throws Exception {
        KeyGenerator g = KeyGenerator.getInstance("AES");
        g.init(bits);
        return g.generateKey();
    }

    SecretKey ordinary() throws Exception { return secret(192); }

    MessageDigest digest(boolean legacy) throws Exception {
        String name;
        if (legacy) { name = "SHA-1"; } else { name = "SHA-256"; }
        return MessageDigest.getInstance(name);
    }

    Mac mac() throws Exception {
        Supplier<String> name = () -> "Hmac" + settings.hash().toUpperCase(Locale.ROOT);
        return Mac.getInstance(name.get());
    }

    byte[] sum(byte[] data) throws Exception {
        return apply(MessageDigest::getInstance, "MD5").digest(data);
    }

    interface Maker { MessageDigest make(String name) throws Exception; }
    private static MessageDigest apply(Maker maker, String name) throws Exception { return maker.make(name); }

    SecretKeyFactory kdf() throws Exception {
        return SecretKeyFactory.getInstance(String.format("PBKDF2WithHmac%s", Kind.STRONG.digest));
    }

    enum Kind {
        WEAK("SHA1"), STRONG("SHA512");
        final String digest;
        Kind(String digest) { this.digest = digest; }
    }

    Signature pss() throws Exception {
        Signature s = Signature.getInstance("RSASSA-PSS");
        s.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return s;
    }

    KeyPair identity() throws Exception {
        return KeyPairGenerator.getInstance(NamedParameterSpec.ED25519.getName()).generateKeyPair();
    }

    String design() { return "MD5 and DES by design"; }
}
