package io.fiscal.sign;

/** Signature profiles of the national invoice portals. */
public enum SignProfile {
    PORTAL_A("RSA", 3072, "SHA256withRSA"),
    PORTAL_B("EC", 256, "SHA256withECDSA"),
    LEGACY("DSA", 1024, "SHA1withDSA");

    private final String family;
    private final int bits;
    private final String signature;

    SignProfile(String family, int bits, String signature) {
        this.family = family;
        this.bits = bits;
        this.signature = signature;
    }

    public String family() {
        return family;
    }

    public int bits() {
        return bits;
    }

    public String signature() {
        return signature;
    }
}
