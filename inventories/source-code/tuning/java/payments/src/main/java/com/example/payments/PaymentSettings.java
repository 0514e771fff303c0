package com.example.payments;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Settings of the payment service, read once from the class path. */
public final class PaymentSettings {

    private final Properties properties = new Properties();

    public PaymentSettings() {
        try (InputStream in = PaymentSettings.class.getResourceAsStream("/application.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new IllegalStateException("settings cannot be read", e);
        }
    }

    public String cardTransformation() {
        return properties.getProperty("payments.card.transformation", "AES/CBC/PKCS5Padding");
    }

    public int cardKeyBits() {
        return Integer.parseInt(properties.getProperty("payments.card.key-bits", "128"));
    }

    public String macAlgorithm() {
        return properties.getProperty("payments.mac.algorithm", "HmacSHA256");
    }

    public String signatureAlgorithm() {
        return properties.getProperty("payments.signature", "SHA256withRSA");
    }

    public String legacyDigest() {
        return properties.getProperty("payments.legacy.digest", "SHA-256");
    }

    public String describe() {
        return "PaymentSettings" + properties.stringPropertyNames();
    }
}
