package org.ehr.store;

import java.security.GeneralSecurityException;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

abstract class FieldCodec {

    protected abstract String cipherName();

    byte[] encode(SecretKey key, byte[] value) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(cipherName());
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(value);
    }

    SecretKey derive(char[] passphrase, byte[] salt) throws GeneralSecurityException {
        SecretKeyFactory factory = SecretKeyFactory.getInstance(Primitives.KDF);
        byte[] raw = factory.generateSecret(new PBEKeySpec(passphrase, salt, Primitives.KDF_ROUNDS, 256)).getEncoded();
        return new SecretKeySpec(raw, "AES");
    }

    byte[] tag(SecretKey key, byte[] row) throws GeneralSecurityException {
        Function<String, String> names = Primitives.TAGS::get;
        Mac mac = Mac.getInstance(names.apply("v2"));
        mac.init(key);
        return mac.doFinal(row);
    }

    static final class ModernCodec extends FieldCodec {
        @Override
        protected String cipherName() {
            return "AES/CBC/PKCS5Padding";
        }
    }

    static final class OldCodec extends FieldCodec {
        @Override
        protected String cipherName() {
            return "Blowfish/ECB/PKCS5Padding";
        }
    }
}
