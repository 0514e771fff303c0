package com.example.clearing;

import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class BatchFileTest {

    private static final String CURVE = "Ed25519";

    @Test
    void ed25519KeysAreNotEd448() throws Exception {
        var pair = KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        Assertions.assertNotEquals("Ed448", pair.getPublic().getAlgorithm());
        Assertions.assertEquals(32, MessageDigest.getInstance("SHA-256").getDigestLength());
    }
}
