package net.tunnelctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class PeersTest {

    @Test
    void siteKeysAreOnBrainpool() throws Exception {
        assertEquals("EC", new Peers().enroll(Peers.Role.SITE).getPublic().getAlgorithm());
    }

    @Test
    void fingerprintIsStable() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(512);
        KeyPair pair = generator.generateKeyPair();
        byte[] expected = MessageDigest.getInstance("MD5").digest(pair.getPublic().getEncoded());
        assertEquals(24, java.util.Base64.getEncoder().encodeToString(expected).length());
    }
}
