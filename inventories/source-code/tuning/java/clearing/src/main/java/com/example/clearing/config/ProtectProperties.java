package com.example.clearing.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** Values under clearing.protect. */
@ConfigurationProperties(prefix = "clearing.protect")
public class ProtectProperties {

    private String family = "DESede";
    private String mode = "ECB";
    private String padding = "PKCS5Padding";
    private int keySize = 128;

    public String getFamily() {
        return family;
    }

    public void setFamily(String family) {
        this.family = family;
    }

    public String getMode() {
        return mode;
    }

    public void setMode(String mode) {
        this.mode = mode;
    }

    public String getPadding() {
        return padding;
    }

    public void setPadding(String padding) {
        this.padding = padding;
    }

    public int getKeySize() {
        return keySize;
    }

    public void setKeySize(int keySize) {
        this.keySize = keySize;
    }

    public String transformation() {
        return String.join("/", family, mode, padding);
    }
}
