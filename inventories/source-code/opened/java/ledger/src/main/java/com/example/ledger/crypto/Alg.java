package com.example.ledger.crypto;

/** Algorithms of the ledger, each with the name that the providers know. */
public enum Alg {

    BLOCK_HASH("SHA-512/256"),
    RECORD_CIPHER("ChaCha20-Poly1305"),
    NODE_KEY("DiffieHellman"),
    NODE_SIGNATURE("SHA512withDSA"),
    PEER_AGREEMENT("X25519");

    private final String jcaName;

    Alg(String jcaName) {
        this.jcaName = jcaName;
    }

    public String jcaName() {
        return jcaName;
    }
}
