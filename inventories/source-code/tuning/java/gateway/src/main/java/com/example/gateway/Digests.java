package com.example.gateway;

import static java.security.MessageDigest.getInstance;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Small helpers for tags and tokens. */
final class Digests {

    private Digests() {
    }

    static String etag(byte[] body) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(getInstance("MD5").digest(body));
    }

    static byte[] token(byte[] key, byte[] message) throws GeneralSecurityException {
        javax.crypto.Mac mac = javax.crypto.Mac.getInstance("hmacsha256");
        mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    static byte[] cacheKey(byte[] body) throws NoSuchAlgorithmException {
        return digest("SHA-384", body);
    }

    private static byte[] digest(String algorithm, byte[] body) throws NoSuchAlgorithmException {
        return getInstance(algorithm).digest(body);
    }

    static byte[] unwrap(java.security.Key rsaKey, byte[] sealed) throws GeneralSecurityException {
        javax.crypto.Cipher cipher = javax.crypto.Cipher.getInstance("RSA");
        cipher.init(javax.crypto.Cipher.DECRYPT_MODE, rsaKey);
        return cipher.doFinal(sealed);
    }
}
