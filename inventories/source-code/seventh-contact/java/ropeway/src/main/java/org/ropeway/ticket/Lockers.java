package org.ropeway.ticket;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.ropeway.model.Strands;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The ski lockers at the valley station. */
@Configuration
public class Lockers implements Strands {
    private final SecureRandom dice = new SecureRandom();

    @Bean
    PasswordEncoder lockerPins() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    private SecretKey key() throws GeneralSecurityException {
        KeyGenerator maker = KeyGenerator.getInstance(STEEL);
        maker.init(256, dice);
        return maker.generateKey();
    }

    public byte[] close(byte[] belongings) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        dice.nextBytes(nonce);
        Cipher lid = Cipher.getInstance(WEAVE + "/NoPadding");
        lid.init(Cipher.ENCRYPT_MODE, key(), new GCMParameterSpec(128, nonce));
        return lid.doFinal(belongings);
    }

    public String tag(String skis) throws GeneralSecurityException {
        StringBuilder tag = new StringBuilder();
        for (String way : List.of("MD5", "SHA-256")) {
            MessageDigest mill = MessageDigest.getInstance(way);
            tag.append(HexFormat.of().formatHex(mill.digest(skis.getBytes())), 0, 8);
        }
        return tag.toString();
    }

    /** Which cabins are washed today. */
    public void wash(List<Integer> cabins) {
        Collections.shuffle(cabins, new Random(7));
    }

    @Override
    public int hashCode() {
        return Integer.hashCode(24);
    }
}
