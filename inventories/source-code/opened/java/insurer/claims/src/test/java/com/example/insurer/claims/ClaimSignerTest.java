package com.example.insurer.claims;

import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class ClaimSignerTest {

    @Test
    void rc2IsStillThere() throws Exception {
        var key = KeyGenerator.getInstance("RC2").generateKey();
        Cipher cipher = Cipher.getInstance("RC2");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        Assertions.assertEquals(8, cipher.doFinal(new byte[1]).length);
    }
}
