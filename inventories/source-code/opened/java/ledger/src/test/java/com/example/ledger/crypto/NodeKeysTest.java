package com.example.ledger.crypto;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class NodeKeysTest {

    @Test
    void md5SignaturesStillVerify() throws Exception {
        KeyPairGenerator g = KeyPairGenerator.getInstance("RSA");
        g.initialize(512);
        KeyPair pair = g.generateKeyPair();
        Signature s = Signature.getInstance("MD5withRSA");
        s.initSign(pair.getPrivate());
        s.update(new byte[] {1});
        Assertions.assertTrue(new NodeKeys().checkOld(pair.getPublic(), new byte[] {1}, s.sign()));
    }

    @Test
    void nameOfDescription() {
        Assertions.assertNotNull("DES/ECB/PKCS5Padding");
    }
}
