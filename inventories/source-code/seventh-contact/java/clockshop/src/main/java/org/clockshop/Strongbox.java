package org.clockshop;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

public class Strongbox {
    private static final Recipe WINTER = Recipe.of("PBKDF2WithHmacSHA512").turns(210_000).teeth(256).build();

    private final Properties shop = new Properties();
    private final SignerMaker pens;

    @Inject
    public Strongbox(SignerMaker pens) throws IOException {
        this.pens = pens;
        try (InputStream in = Strongbox.class.getResourceAsStream("/workshop.properties")) {
            shop.load(in);
        }
    }

    public byte[] wind(char[] phrase, byte[] salt) throws GeneralSecurityException {
        if (WINTER instanceof Recipe(String spring, int turns, int teeth)) {
            return SecretKeyFactory.getInstance(spring)
                    .generateSecret(new PBEKeySpec(phrase, salt, turns, teeth))
                    .getEncoded();
        }
        throw new IllegalStateException();
    }

    public byte[] label(byte[] key, byte[] clock) throws GeneralSecurityException {
        String way = shop.getProperty("label.mac", "HmacSHA256");
        Mac mac = Mac.getInstance(way);
        mac.init(new SecretKeySpec(key, way));
        return mac.doFinal(clock);
    }

    public byte[] guarantee(byte[] paper) throws Exception {
        return pens.write(paper);
    }

    public byte[] vault(byte[] gold) throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        Aead door = handle.getPrimitive(RegistryConfiguration.get(), Aead.class);
        return door.encrypt(gold, new byte[0]);
    }

    /** The dealer decides how the two shops meet. */
    public KeyAgreement meet(String dealerWay) throws GeneralSecurityException {
        return KeyAgreement.getInstance(dealerWay);
    }
}
