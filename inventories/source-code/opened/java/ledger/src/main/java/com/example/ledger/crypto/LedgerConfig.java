package com.example.ledger.crypto;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

public class LedgerConfig {

    public static final String HASH_KEY = "ledger.hash";
    private final Properties p;

    private LedgerConfig(Properties p) {
        this.p = p;
    }

    public static LedgerConfig load(Path file) throws IOException {
        Properties p = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            p.load(reader);
        }
        return new LedgerConfig(p);
    }

    public String get(String key, String fallback) {
        String value = p.getProperty(key);
        return value == null || value.isBlank() ? fallback : value.trim();
    }
}
