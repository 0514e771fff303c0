package org.ropeway.ticket;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPairGenerator;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class TicketDeskTest {
    @Test
    void anotherPenWrites() throws Exception {
        var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        var pen = Signature.getInstance("Ed25519");
        pen.initSign(pair.getPrivate());
        pen.update(new byte[] {1});
        assertTrue(pen.sign().length > 0);
    }
}
