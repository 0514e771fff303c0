package com.example.orchardbank.spi;

/** Built once at start-up and handed to whoever seals something. */
public record CipherSpec(String algorithm, String mode, String padding, int keyBits) {

    public static Builder builder() {
        return new Builder();
    }

    public String name() {
        return algorithm + '/' + mode + '/' + padding;
    }

    public static final class Builder {
        private String algorithm = "AES";
        private String mode = "CBC";
        private String padding = "PKCS5Padding";
        private int keyBits = 128;

        public Builder mode(String mode) {
            this.mode = mode;
            return this;
        }

        public Builder padding(String padding) {
            this.padding = padding;
            return this;
        }

        public Builder keyBits(int keyBits) {
            this.keyBits = keyBits;
            return this;
        }

        public CipherSpec build() {
            return new CipherSpec(algorithm, mode, padding, keyBits);
        }
    }
}
