package garden.allot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class Leases {
    private static final List<String> ARCHIVE_DIGESTS = List.of("SHA-256", "SHA-1");

    private final Settings settings;

    public Leases(Settings settings) {
        this.settings = settings;
    }

    public KeyPair leaseKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(Schemes.LEASE_KEY);
        generator.initialize(Schemes.LEASE_BITS);
        return generator.generateKeyPair();
    }

    public KeyPair gateKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(settings.gateKeyBits());
        return generator.generateKeyPair();
    }

    public KeyPair letterKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        return generator.generateKeyPair();
    }

    public byte[] signLetter(PrivateKey key, String letter) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(settings.letterSignature());
        signature.initSign(key);
        signature.update(letter.getBytes(StandardCharsets.UTF_8));
        return signature.sign();
    }

    public byte[] signPaper(Schemes.Paper paper, PrivateKey key, byte[] page) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(paper.signature());
        signature.initSign(key);
        signature.update(page);
        return signature.sign();
    }

    public Map<String, String> archiveMarks(byte[] page) throws GeneralSecurityException {
        Map<String, String> marks = new LinkedHashMap<>();
        for (String name : ARCHIVE_DIGESTS) {
            MessageDigest digest = MessageDigest.getInstance(name);
            marks.put(name, HexFormat.of().formatHex(digest.digest(page)));
        }
        return marks;
    }
}
