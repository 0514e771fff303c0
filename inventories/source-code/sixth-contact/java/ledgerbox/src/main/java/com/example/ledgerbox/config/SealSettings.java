package com.example.ledgerbox.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties(prefix = "ledgerbox.seal")
public class SealSettings {

    private String transformation;
    private int dataKeyBits = 128;

    public String getTransformation() {
        return transformation;
    }

    public void setTransformation(String transformation) {
        this.transformation = transformation;
    }

    public int getDataKeyBits() {
        return dataKeyBits;
    }

    public void setDataKeyBits(int dataKeyBits) {
        this.dataKeyBits = dataKeyBits;
    }
}
