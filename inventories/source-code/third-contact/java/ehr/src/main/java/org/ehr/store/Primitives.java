package org.ehr.store;

import java.util.Map;

final class Primitives {

    static final int KDF_ROUNDS = 310_000;
    static final String KDF = "PBKDF2With" + "HmacSHA256";

    static final Map<String, String> TAGS = Map.of(
        "v1", "HmacMD5",
        "v2", "HmacSHA512");

    static final Map<String, String> OID_NAMES = Map.of(
        "1.2.840.113549.1.1.11", "sha256WithRSAEncryption",
        "1.2.840.10045.4.3.2", "ecdsa-with-SHA256");

    private Primitives() {
    }
}
