package com.example.depositbox.crypto;

import static com.example.depositbox.crypto.Names.MAC;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

public class BoxCipher {
    private final Grade grade;
    private final SecureRandom random = new SecureRandom();

    public BoxCipher() {
        this(Grade.STRONGROOM);
    }

    private BoxCipher(Grade grade) {
        this.grade = grade;
    }

    public SecretKey newKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(grade.family());
        generator.init(grade.bits(), random);
        return generator.generateKey();
    }

    public byte[] close(byte[] content, SecretKey key) throws GeneralSecurityException {
        byte[] iv = new byte[12];
        random.nextBytes(iv);
        Cipher cipher = Cipher.getInstance(grade.transformation());
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        byte[] body = cipher.doFinal(content);
        byte[] all = Arrays.copyOf(iv, iv.length + body.length);
        System.arraycopy(body, 0, all, iv.length, body.length);
        return all;
    }

    public byte[] readMuseumPiece(byte[] block, byte[] raw) throws GeneralSecurityException {
        Grade museum = Grade.BY_COUNTRY.get("aq");
        Cipher cipher = Cipher.getInstance(museum.transformation());
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(raw, museum.family()));
        return cipher.doFinal(block);
    }

    public SecretKey fromPassphrase(char[] passphrase, byte[] salt) throws GeneralSecurityException {
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2With" + MAC);
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, 310_000, 256);
        return new SecretKeySpec(factory.generateSecret(spec).getEncoded(), "AES");
    }

    public String label(byte[] content, SecretKey key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(MAC);
        mac.init(key);
        return HexFormat.of().formatHex(mac.doFinal(content));
    }

    public byte[] sum(byte[] content) throws GeneralSecurityException {
        return digest(Grade.COUNTER.digest()).digest(content);
    }

    private static MessageDigest digest(String name) throws GeneralSecurityException {
        return MessageDigest.getInstance(name);
    }
}
