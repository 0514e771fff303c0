package com.example.mailroom;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/** Seals as the Korean public key infrastructure wants them, on the HSM. */
class KoreanSeal {

    private static final String PROVIDER = "LunaProvider";

    byte[] seal(PrivateKey key, byte[] document) throws GeneralSecurityException {
        Signature kcdsa = Signature.getInstance("SHA256withKCDSA", PROVIDER);
        kcdsa.initSign(key);
        kcdsa.update(document);
        return kcdsa.sign();
    }

    byte[] hide(SecretKey key, byte[] document) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("seed/cbc/PKCS7Padding", "BC");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(document);
    }

    byte[] hideAria(SecretKey key, byte[] document) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ARIA", "BC");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(document);
    }
}
