package com.example.payments;

/** Names of the algorithms that the payment modules share. */
final class CryptoNames {

    static final String AES = "AES";
    static final String CARD_DIGEST = "SHA-256";
    static final String PIN_BLOCK = "DESede/ECB/NoPadding";
    static final String PIN_KEY = "DESede";
    static final String SETTLEMENT_SIGNATURE = "SHA256withRSA/PSS";
    static final String KEY_WRAP = "AESWrap";

    /** Listed in the support pages only; the service offers none of these. */
    static final String[] RETIRED = {
        "RC4", "DES", "MD5withRSA", "IDEA",
    };

    private CryptoNames() {
    }
}
