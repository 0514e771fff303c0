package com.example.clearing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKey;

/** Batch files as the operators of the clearing house exchange them. */
public final class BatchFile {

    enum Generation {
        FIRST, SECOND, THIRD;

        String signature() {
            return switch (this) {
                case FIRST -> "SHA1withDSA";
                case SECOND -> "SHA256withRSA";
                case THIRD -> "Ed448";
            };
        }
    }

    private final String digest;
    private final String cipher;

    BatchFile() {
        this("SHA-256", "AES_256/GCM/NoPadding");
    }

    private BatchFile(String digest, String cipher) {
        this.digest = digest;
        this.cipher = cipher;
    }

    void copy(InputStream in, OutputStream out, SecretKey key) throws IOException, GeneralSecurityException {
        Cipher c = Cipher.getInstance(cipher);
        c.init(Cipher.ENCRYPT_MODE, key);
        MessageDigest md = MessageDigest.getInstance(digest);
        try (DigestInputStream source = new DigestInputStream(in, md);
             CipherOutputStream target = new CipherOutputStream(out, c)) {
            source.transferTo(target);
        }
    }

    boolean verifyThird(PublicKey key, byte[] data, byte[] mark) throws GeneralSecurityException {
        Signature s = Signature.getInstance(Generation.THIRD.signature());
        s.initVerify(key);
        s.update(data);
        return s.verify(mark);
    }

    boolean verify(Generation generation, PublicKey key, byte[] data, byte[] mark) throws GeneralSecurityException {
        Signature s = Signature.getInstance(generation.signature());
        s.initVerify(key);
        s.update(data);
        return s.verify(mark);
    }
}
