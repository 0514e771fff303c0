package org.ehr.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class StaffLoginTest {

    @Test
    void signsWithSmallKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        assertEquals("RSA", pair.getPublic().getAlgorithm());
    }

    @Test
    void hashes() {
        StaffLogin login = new StaffLogin(new SecureRandom());
        assertEquals(60, login.hash("pencil".toCharArray()).length());
    }
}
