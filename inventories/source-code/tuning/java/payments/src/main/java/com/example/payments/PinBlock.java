package com.example.payments;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** ISO 9564 format 0 PIN blocks for terminals that have not been exchanged yet. */
class PinBlock {

    private final byte[] zonePinKey;

    PinBlock(byte[] zonePinKey) {
        this.zonePinKey = zonePinKey.clone();
    }

    byte[] encrypt(byte[] block) throws GeneralSecurityException {
        return run(Cipher.ENCRYPT_MODE, block);
    }

    byte[] decrypt(byte[] block) throws GeneralSecurityException {
        return run(Cipher.DECRYPT_MODE, block);
    }

    private byte[] run(int opmode, byte[] block) throws GeneralSecurityException {
        SecretKeySpec key = new SecretKeySpec(zonePinKey, CryptoNames.PIN_KEY);
        Cipher cipher = Cipher.getInstance(CryptoNames.PIN_BLOCK);
        cipher.init(opmode, key);
        return cipher.doFinal(block);
    }
}
