package example.valves;

import java.security.PublicKey;
import java.security.Signature;

final class FirmwareCheck {
    boolean accepts(PublicKey maker, byte[] image, byte[] proof) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(maker);
        signature.update(image);
        return signature.verify(proof);
    }
}
