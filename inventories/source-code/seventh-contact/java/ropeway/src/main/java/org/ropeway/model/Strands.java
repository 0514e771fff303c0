package org.ropeway.model;

import java.util.Map;

/** Words that several classes share. */
public interface Strands {
    String STEEL = "AES";
    String WEAVE = STEEL + "/GCM";
    int RECEIPT = 512;

    /** For the printout only. */
    Map<String, String> LEGEND = Map.of(
            "1.2.840.113549.1.1.13", "SHA512withRSA",
            "1.2.840.10040.4.1", "DSA");
}
