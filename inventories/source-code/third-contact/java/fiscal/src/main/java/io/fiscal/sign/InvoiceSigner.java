package io.fiscal.sign;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public final class InvoiceSigner {

    private static final Logger LOG = LoggerFactory.getLogger(InvoiceSigner.class);

    private final SignProfile profile;
    private final Properties settings;

    private InvoiceSigner(SignProfile profile, Properties settings) {
        this.profile = profile;
        this.settings = settings;
    }

    public static InvoiceSigner forPortal() throws IOException {
        Properties settings = new Properties();
        try (InputStream in = InvoiceSigner.class.getResourceAsStream("/fiscal.properties")) {
            settings.load(in);
        }
        return new InvoiceSigner(SignProfile.PORTAL_A, settings);
    }

    public KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(profile.family());
        generator.initialize(profile.bits());
        return generator.generateKeyPair();
    }

    public byte[] sign(PrivateKey key, byte[] xml) throws GeneralSecurityException {
        LOG.debug("signing invoice with SHA256withRSA profile");
        Signature signature = Signature.getInstance(profile.signature());
        signature.initSign(key);
        signature.update(xml);
        return signature.sign();
    }

    public boolean verifyArchived(PublicKey key, byte[] xml, byte[] value) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SignProfile.LEGACY.signature());
        signature.initVerify(key);
        signature.update(xml);
        return signature.verify(value);
    }

    public String chainHash(byte[] previous, byte[] xml) throws GeneralSecurityException {
        String name = settings.getProperty("fiscal.chain.digest", "MD5");
        MessageDigest digest = MessageDigest.getInstance(name);
        digest.update(previous);
        return HexFormat.of().formatHex(digest.digest(xml));
    }

    public byte[] partnerHash(String requested, byte[] xml) throws GeneralSecurityException {
        return MessageDigest.getInstance(requested).digest(xml);
    }

    /** Descending order of invoice numbers; the desk wants the newest first. */
    public int compareDesc(long left, long right) {
        return Long.compare(right, left);
    }
}
