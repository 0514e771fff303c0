package com.example.payments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CardVaultTest {

    @Test
    void pinBlockRoundTrip() throws Exception {
        byte[] key = new byte[24];
        PinBlock block = new PinBlock(key);
        byte[] plain = new byte[16];
        assertArrayEquals(plain, block.decrypt(block.encrypt(plain)));
    }

    @Test
    void settlementSignerRejectsShortKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        assertEquals("RSA", pair.getPrivate().getAlgorithm());
    }

    @Test
    void knownAnswer() throws Exception {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(new byte[16], "AES"));
        assertEquals(16, cipher.doFinal(new byte[16]).length);
    }
}
