package example.control;

import java.security.PrivateKey;
import java.security.Signature;
import java.util.Properties;

final class TelemetrySigner {
    private final Properties settings;

    TelemetrySigner(Properties settings) {
        this.settings = settings;
    }

    byte[] sign(PrivateKey key, byte[] reading) throws Exception {
        Signature signature = Signature.getInstance(settings.getProperty("signature.algorithm"));
        signature.initSign(key);
        signature.update(reading);
        return signature.sign();
    }
}
