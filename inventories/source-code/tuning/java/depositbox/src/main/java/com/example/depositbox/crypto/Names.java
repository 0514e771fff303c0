package com.example.depositbox.crypto;

final class Names {
    static final String HASH = "SHA512";
    static final String MAC = "Hmac" + HASH;
    static final String SIGNATURE = String.format("%swith%s", HASH, "ECDSA");
    static final String CURVE = "secp384r1";

    private Names() {}
}
