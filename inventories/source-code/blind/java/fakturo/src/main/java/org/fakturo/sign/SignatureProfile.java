package org.fakturo.sign;

import java.util.Locale;

/** What a receiving country asks of the seal on an invoice. */
public enum SignatureProfile {
    NATIONAL("RSA", 3072, "SHA256withRSA"),
    CROSS_BORDER("EC", 384, "SHA384withECDSA"),
    ARCHIVED("DSA", 1024, "SHA1withDSA");

    private final String keyAlgorithm;
    private final int bits;
    private final String signature;

    SignatureProfile(String keyAlgorithm, int bits, String signature) {
        this.keyAlgorithm = keyAlgorithm;
        this.bits = bits;
        this.signature = signature;
    }

    public String keyAlgorithm() {
        return keyAlgorithm;
    }

    public int bits() {
        return bits;
    }

    public String signature() {
        return signature;
    }

    public static SignatureProfile parse(String text) {
        return valueOf(text.trim().replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
