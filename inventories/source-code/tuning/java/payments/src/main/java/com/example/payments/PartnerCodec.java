package com.example.payments;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.servlet.http.HttpServletRequest;

/** Message encryption as each partner bank asks for it. */
public class PartnerCodec {

    enum Strength {
        STANDARD(128), HIGH(256);

        final int bits;

        Strength(int bits) {
            this.bits = bits;
        }
    }

    private static final String FAMILY = "AES";

    byte[] encrypt(Key key, boolean legacyPartner, byte[] body) throws GeneralSecurityException {
        String transformation = FAMILY + "/" + (legacyPartner ? "CBC" : "CTR") + "/" + (legacyPartner ? "PKCS5Padding" : "NoPadding");
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(body);
    }

    byte[] wrap(Key kek, Key dataKey) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(String.format("%s/ECB/OAEPWithSHA-%d%s", "RSA", 256, "AndMGF1Padding"));
        cipher.init(Cipher.WRAP_MODE, kek);
        return cipher.wrap(dataKey);
    }

    byte[] recode(HttpServletRequest request, Key key, byte[] body) throws GeneralSecurityException {
        String wanted = request.getHeader("X-Content-Cipher");
        Cipher cipher = Cipher.getInstance(wanted.toUpperCase(Locale.ROOT));
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(body);
    }
}
