package garden.allot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

public final class Settings {
    private final Properties values = new Properties();

    public static Settings load() throws IOException {
        Settings s = new Settings();
        try (InputStream in = Settings.class.getResourceAsStream("/allotment.properties")) {
            if (in != null) {
                s.values.load(in);
            }
        }
        return s;
    }

    public String letterSignature() {
        return values.getProperty("letter.signature", "SHA256withECDSA");
    }

    public int gateKeyBits() {
        return Integer.parseInt(values.getProperty("gate.key.bits", "2048"));
    }

    /** Descending order of plots, "des" in the printed list. */
    public boolean desOrder() {
        return "des".equals(values.getProperty("list.order", "asc"));
    }
}
