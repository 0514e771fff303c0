package garden.allot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class LeasesTest {
    @Test
    void paperIsSigned() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        byte[] page = "plot 12, two sheds".getBytes(StandardCharsets.UTF_8);
        byte[] mark = new Leases(new Settings()).signPaper(Schemes.Paper.LETTER, pair.getPrivate(), page);

        Signature check = Signature.getInstance("SHA512withRSA");
        check.initVerify(pair.getPublic());
        check.update(page);
        assertTrue(check.verify(mark));
    }
}
