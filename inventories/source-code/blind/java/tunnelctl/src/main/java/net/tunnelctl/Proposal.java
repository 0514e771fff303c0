package net.tunnelctl;

import java.util.Map;

/** IKE proposals as they stand in the gateway's rules. */
record Proposal(String cipher, int keyBits, String prf, int group) {

    private static final Map<String, Proposal> ALL = Map.of(
        "modern", new Proposal("AES/GCM/NoPadding", 256, "HmacSHA512", 4096),
        "branch", new Proposal("AES/CBC/PKCS5Padding", 128, "HmacSHA256", 2048),
        "museum", new Proposal("DESede/CBC/PKCS5Padding", 168, "HmacMD5", 1024));

    static Proposal named(String name) {
        Proposal proposal = ALL.get(name);
        if (proposal == null) {
            throw new IllegalArgumentException("no proposal " + name + "; try modern, branch or museum (3DES)");
        }
        return proposal;
    }

    String family() {
        return cipher.substring(0, cipher.indexOf('/'));
    }
}
