package com.example.clearing;

import com.example.clearing.config.ProtectProperties;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Protection of clearing messages between the member banks. */
@Component
public class MessageProtector {

    private static final Map<Integer, String> TAGS = Map.of(
        1, "HmacMD5",
        2, "HmacSHA384");

    private static final int CURRENT = 2;

    private final ProtectProperties properties;
    private final String provider = System.getProperty("clearing.provider", "SunJCE");

    @Value("${clearing.trailer.digest:SHA-1}")
    private String trailerDigest;

    @Value("${clearing.handshake.key:EC}")
    private String handshakeKey;

    @Value("${clearing.handshake.bits:2048}")
    private int handshakeBits;

    public MessageProtector(ProtectProperties properties) {
        this.properties = properties;
    }

    public SecretKey messageKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(properties.getFamily(), provider);
        generator.init(properties.getKeySize());
        return generator.generateKey();
    }

    public byte[] protect(Key key, byte[] iv, byte[] message) throws GeneralSecurityException {
        final String transformation = properties.transformation();
        Cipher cipher = Cipher.getInstance(transformation, provider);
        cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
        return cipher.doFinal(message);
    }

    public byte[] tag(Key key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(TAGS.get(CURRENT));
        mac.init(key);
        return mac.doFinal(message);
    }

    public byte[] trailer(byte[] message) throws GeneralSecurityException {
        return MessageDigest.getInstance(trailerDigest).digest(message);
    }

    public KeyPair handshake() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(handshakeKey);
        generator.initialize(handshakeBits, strongRandom().orElseThrow());
        return generator.generateKeyPair();
    }

    private static Optional<SecureRandom> strongRandom() {
        try {
            return Optional.of(SecureRandom.getInstance("DRBG"));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
