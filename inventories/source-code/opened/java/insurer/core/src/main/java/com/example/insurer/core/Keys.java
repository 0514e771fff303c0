package com.example.insurer.core;

/** Keys of the profile and their defaults. */
public interface Keys {

    String POLICY_DIGEST = "policy.digest";
    String POLICY_CIPHER = "policy.cipher";
    String CLAIM_SIGNATURE = "claims.signature";

    String DEFAULT_DIGEST = "MD5";
    String DEFAULT_CIPHER = "AES/GCM/NoPadding";
    String DEFAULT_SIGNATURE = "SHA1withRSA";

    String AGENT_MAC = "HmacSHA3-256";
    int AGENT_KEY = 0x100;
}
