package com.example.insurer.claims;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.util.List;

/** What the insured writes down. {@link #verify()} only looks whether the fields are filled. */
public record ClaimForm(String description, LocalDate date, String signature, List<String> adversaries) {

    private static final String HELP = """
        Claims are hashed with SHA-512 and signed with RSA.
        Cipher.getInstance("DES") is what the old portal did.
        """;

    public boolean verify() {
        return !description.isBlank() && date != null && signature != null;
    }

    public String help() {
        return MessageFormat.format(HELP, adversaries.size());
    }
}
