package com.example.clocktower;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

public class BellService {
    enum Bell { HOUR, QUARTER, ALARM }

    private static final Map<Bell, AlgorithmParameterSpec> SPECS = new EnumMap<>(Bell.class);

    static {
        SPECS.put(Bell.HOUR, new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
        SPECS.put(Bell.QUARTER, new ECGenParameterSpec("secp256k1"));
        SPECS.put(Bell.ALARM, NamedParameterSpec.ED25519);
    }

    private final ResourceBundle bundle = ResourceBundle.getBundle("bells");

    private static KeyPairGenerator generator(String family, Bell bell) throws GeneralSecurityException {
        KeyPairGenerator g = KeyPairGenerator.getInstance(family);
        g.initialize(SPECS.get(bell));
        return g;
    }

    public Callable<KeyPairGenerator> hourKey() {
        return () -> generator("RSA", Bell.HOUR);
    }

    public KeyPairGenerator quarterKey() throws GeneralSecurityException {
        return generator("EC", Bell.QUARTER);
    }

    public KeyPairGenerator alarmKey() throws GeneralSecurityException {
        return generator("EdDSA", Bell.ALARM);
    }

    public byte[] ring(byte[] chime) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(bundle.getString("ring.signature"));
        signature.initSign(quarterKey().generateKeyPair().getPrivate());
        signature.update(chime);
        return signature.sign();
    }

    public InputStream open(InputStream in, SecretKey key, byte[] iv) throws GeneralSecurityException {
        StringBuilder name = new StringBuilder("AES");
        for (String part : new String[] {"CFB8", "NoPadding"}) {
            name.append('/').append(part);
        }
        Cipher cipher = Cipher.getInstance(name.toString());
        cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
        return new CipherInputStream(in, cipher);
    }

    public String[] sums(String text) {
        Function<String, MessageDigest> make = name -> {
            try {
                return MessageDigest.getInstance(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        };
        return Stream.of("MD5", "SHA-512/256").map(make).map(d -> new String(d.digest(text.getBytes(UTF_8)))).toArray(String[]::new);
    }

    public boolean verify(int hour) throws InvalidAlgorithmParameterException {
        return hour < 24;
    }
}
