package com.example.orchardbank.seal;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import com.example.orchardbank.spi.CipherSpec;

abstract class AbstractSealer {
    protected abstract CipherSpec spec();

    protected abstract AlgorithmParameterSpec parameters(byte[] iv);

    byte[] seal(byte[] clear, Key key, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(spec().name());
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters(iv));
        return cipher.doFinal(clear);
    }
}

final class StatementSealer extends AbstractSealer {
    private static final CipherSpec SPEC =
            CipherSpec.builder().mode("GCM").padding("NoPadding").keyBits(256).build();

    private final Supplier<SecureRandom> random = SecureRandom::new;

    @Override
    protected CipherSpec spec() {
        return SPEC;
    }

    @Override
    protected AlgorithmParameterSpec parameters(byte[] iv) {
        return new GCMParameterSpec(128, iv);
    }

    Key newKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance(SPEC.algorithm());
        generator.init(SPEC.keyBits(), random.get());
        return generator.generateKey();
    }
}

final class CardSealer extends AbstractSealer {
    @Override
    protected CipherSpec spec() {
        return CipherSpec.builder().build();
    }

    @Override
    protected AlgorithmParameterSpec parameters(byte[] iv) {
        return new IvParameterSpec(iv);
    }

    List<byte[]> sums(byte[] card) throws GeneralSecurityException {
        List<byte[]> sums = new java.util.ArrayList<>();
        for (String name : List.of("MD2", "SHA-224", "SHA3-256")) {
            sums.add(MessageDigest.getInstance(name).digest(card));
        }
        return sums;
    }
}
