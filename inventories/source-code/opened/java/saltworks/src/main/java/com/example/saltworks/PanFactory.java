package com.example.saltworks;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

interface Pan {
    String DEFAULT_MAC = "HmacSHA3-256";

    String cipher();

    default int bits() {
        return 192;
    }

    default Mac mac() throws GeneralSecurityException {
        return Mac.getInstance(DEFAULT_MAC);
    }
}

final class CopperPan implements Pan {
    @Override
    public String cipher() {
        return "ChaCha20-Poly1305";
    }

    @Override
    public int bits() {
        return 256;
    }
}

final class IronPan implements Pan {
    @Override
    public String cipher() {
        return "AES_192/CBC/" + Objects.toString(null, "PKCS5Padding");
    }
}

public final class PanFactory {
    static Pan create(boolean fine) {
        if (fine) {
            return new CopperPan();
        }
        return new IronPan();
    }

    public static byte[] boil(byte[] brine) throws GeneralSecurityException {
        Pan pan = create(true);
        KeyGenerator generator = KeyGenerator.getInstance(pan.cipher().split("-")[0]);
        generator.init(pan.bits());
        SecretKey key = generator.generateKey();
        Cipher cipher = Cipher.getInstance(pan.cipher());
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(brine);
    }

    public static Cipher iron() throws GeneralSecurityException {
        return Cipher.getInstance(new IronPan().cipher(), "SunJCE");
    }

    public static byte[] brand(String text) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("1.3.14.3.2.26");
        return digest.digest(text.getBytes());
    }

    public static Key workerKey(char[] pin, byte[] salt) throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(pin, salt, 1000, 8 * 16);
        return SecretKeyFactory.getInstance("PBEWithHmacSHA256AndAES_256").generateSecret(spec);
    }

    public static SSLContext context(KeyStore store) throws Exception {
        SSLContext context = SSLContext.getInstance(System.getProperty("salt.tls", "SSLv3"));
        context.init(null, null, SecureRandom.getInstanceStrong());
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.1"});
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
        return context;
    }

    /** Services that describe a pan; none of them hashes. */
    static ServiceLoader<Pan> pans() {
        return ServiceLoader.load(Pan.class);
    }

    static int digest(int salt) {
        return salt / 2;
    }
}
