package garden.allot;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.logging.Logger;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;

public class WaterMeter {
    private static final Logger LOG = Logger.getLogger("water");

    public byte[] meterSecret(PublicKey meter) throws GeneralSecurityException {
        KeyPair own = KeyPairGenerator.getInstance(Schemes.WATER_KEY).generateKeyPair();
        KeyAgreement agreement = KeyAgreement.getInstance(Schemes.WATER_KEY);
        agreement.init(own.getPrivate());
        agreement.doPhase(meter, true);
        return agreement.generateSecret();
    }

    public byte[] wrapForCouncil(PublicKey council, Key readings) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPWithSHA-256AndMGF1Padding");
        cipher.init(Cipher.WRAP_MODE, council);
        return cipher.wrap(readings);
    }

    public byte[] sealReadings(SecretKey key, byte[] iv, byte[] readings) throws GeneralSecurityException {
        return seal("AES", "GCM", key, iv, readings);
    }

    private static byte[] seal(String family, String mode, SecretKey key, byte[] iv, byte[] data)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(String.format("%s/%s/NoPadding", family, mode));
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv));
        return cipher.doFinal(data);
    }

    /** Meters made before 2009 know nothing else. */
    public byte[] oldMeterCommand(byte[] key, byte[] command) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("DESede/ECB/PKCS5Padding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"));
        return cipher.doFinal(command);
    }

    public SecretKey keyFromPin(char[] pin, byte[] salt) throws GeneralSecurityException {
        SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512");
        byte[] raw = factory.generateSecret(new PBEKeySpec(pin, salt, 210_000, 256)).getEncoded();
        return new SecretKeySpec(raw, "AES");
    }

    public byte[] newSalt() {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return salt;
    }

    public HttpClient utility() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, null, null);
        LOG.info("water: RSA (Rural Supply Authority) is asked for readings");
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
