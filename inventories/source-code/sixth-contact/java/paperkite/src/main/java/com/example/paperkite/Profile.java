package com.example.paperkite;

/** How strong a bundle is. */
public enum Profile {
    DRAFT("secp256r1", "HmacSHA256"),
    FILED("secp521r1", "HmacSHA512");

    private final String curve;
    private final String macName;

    Profile(String curve, String macName) {
        this.curve = curve;
        this.macName = macName;
    }

    public String curve() {
        return curve;
    }

    public String macName() {
        return macName;
    }
}
