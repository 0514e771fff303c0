package com.example.orchardbank.seal;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import javax.crypto.Cipher;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

public final class Notaries {
    private static final Map<String, String> ALGORITHMS = new HashMap<>();

    static {
        Security.addProvider(new BouncyCastleProvider());
        ALGORITHMS.put("deed", "SHA512withRSA");
        ALGORITHMS.put("will", "Ed448");
        ALGORITHMS.put("coin", "NONEwithECDSA");
    }

    private final Properties properties = new Properties();

    public Notaries() throws IOException {
        try (InputStream in = Notaries.class.getResourceAsStream("/notaries.properties")) {
            properties.load(in);
        }
    }

    public KeyPair deedKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA", "BC");
        generator.initialize(Integer.parseInt(properties.getProperty("deed.bits", "2048")));
        return generator.generateKeyPair();
    }

    public KeyPair coinKey() throws GeneralSecurityException {
        var curve = ECNamedCurveTable.getParameterSpec(properties.getProperty("coin.curve", "prime256v1"));
        var generator = KeyPairGenerator.getInstance("ecdsa".toUpperCase(Locale.ROOT), BouncyCastleProvider.PROVIDER_NAME);
        generator.initialize(curve);
        return generator.generateKeyPair();
    }

    public byte[] notarise(byte[] deed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHMS.get("deed"));
        signature.initSign(deedKey().getPrivate());
        signature.update(deed);
        return signature.sign();
    }

    public boolean witness(byte[] will, byte[] mark, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHMS.get("will"));
        signature.initVerify(key);
        signature.update(will);
        return signature.verify(mark);
    }

    public byte[] spend(byte[] digest) throws GeneralSecurityException {
        PrivateKey key = coinKey().getPrivate();
        Signature signature = Signature.getInstance(ALGORITHMS.getOrDefault("coin", "SHA1withECDSA"));
        signature.initSign(key);
        signature.update(digest);
        return signature.sign();
    }

    public byte[] wrap(byte[] secret, PublicKey key) throws GeneralSecurityException {
        String padding = properties.getProperty("wrap.padding", "OAEPWithSHA-1AndMGF1Padding");
        Cipher cipher = Cipher.getInstance("RSA/ECB/" + padding);
        cipher.init(Cipher.WRAP_MODE, key);
        return cipher.doFinal(secret);
    }
}
