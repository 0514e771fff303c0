package garden.allot;

public final class Schemes {
    public static final String LEASE_KEY = "RSA";
    public static final int LEASE_BITS = 8 * 512;
    public static final String WATER_KEY = "X25519";

    private Schemes() {
    }

    /** How a plot holder gets the yearly paper. */
    public enum Paper {
        LETTER("SHA512withRSA", "letter"),
        EMAIL("Ed25519", "mail");

        private final String signature;
        private final String folder;

        Paper(String signature, String folder) {
            this.signature = signature;
            this.folder = folder;
        }

        public String signature() {
            return signature;
        }

        public String folder() {
            return folder;
        }
    }
}
