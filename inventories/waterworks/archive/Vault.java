package example.archive;

import java.security.PrivateKey;
import java.security.PublicKey;
import javax.crypto.KeyAgreement;

final class Vault {
    byte[] wrapKey(PrivateKey own, PublicKey archive) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(archive, true);
        return agreement.generateSecret();
    }
}
