package org.example.foundry;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;

/** Moulds; MD5 and 1024-bit RSA are gone. */
public abstract class Mould {
    protected abstract String family();

    protected int bits() {
        return 2048;
    }

    protected String digest() {
        return "SHA-256";
    }

    public final KeyPair cast() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(family());
        generator.initialize(bits());
        return generator.generateKeyPair();
    }

    public final byte[] stamp(byte[] data) throws GeneralSecurityException {
        return MessageDigest.getInstance(digest()).digest(data);
    }
}
