package com.example.payments;

/** Names of the algorithms that the payment modules share. */
final class CryptoNames {

    static final String AES = "AES";
    static final String CARD_DIGEST = "SHA-256";
    static final String PIN_BLOCK = "DESede/ECB/NoPadding";
    static final String PIN_KEY = "DESede";

    /** Listed in the support pages only; the service offers none of these. */
    static final String[] RETIRED = {
        "RC4", "DES", "MD5withRSA", "IDEA",
    };

    private CryptoNames() {
    }
}
