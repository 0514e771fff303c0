package com.example.depositbox.crypto;

import java.util.Map;

/** Grades of boxes. The lowest is described in the old paper ledgers as "rsa-less". */
public enum Grade {
    COUNTER("AES", 128, "CBC/PKCS5Padding", "SHA-1"),
    STRONGROOM("AES", 256, "GCM/NoPadding", "SHA-384"),
    MUSEUM("DESede", 168, "ECB/PKCS5Padding", "MD5");

    static final Map<String, Grade> BY_COUNTRY = Map.of("no", STRONGROOM, "is", COUNTER, "aq", MUSEUM);

    private final String family;
    private final int bits;
    private final String tail;
    private final String digest;

    Grade(String family, int bits, String tail, String digest) {
        this.family = family;
        this.bits = bits;
        this.tail = tail;
        this.digest = digest;
    }

    String family() {
        return family;
    }

    int bits() {
        return bits;
    }

    String digest() {
        return digest;
    }

    String transformation() {
        return String.join("/", family, tail);
    }
}
