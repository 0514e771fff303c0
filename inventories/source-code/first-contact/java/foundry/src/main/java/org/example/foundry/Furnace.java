package org.example.foundry;

import java.security.*;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.*;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

public final class Furnace {
    private static final Map<String, String> HEATS = Map.of("low", "AES/CTR/NoPadding", "high", "ChaCha20-Poly1305");
    private static final List<Integer> SIZES = List.of(1024, 3072);

    public record Recipe(String curve, String signature, int rounds) {
        static Recipe standard() {
            return new Recipe("secp521r1", "SHA384withECDSA", 310_000);
        }
    }

    private final Recipe recipe = Recipe.standard();

    public Cipher heat(String level) throws GeneralSecurityException {
        return Cipher.getInstance(HEATS.getOrDefault(level, "AES/GCM/NoPadding"));
    }

    public KeyPair curveKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(recipe.curve()));
        return generator.generateKeyPair();
    }

    public Signature signer(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(recipe.signature());
        signature.initSign(key);
        return signature;
    }

    public Signature signer(PrivateKey key, String hash) throws GeneralSecurityException {
        return Signature.getInstance("SHA" + hash + "withECDSA");
    }

    public Mac tag(int width) throws GeneralSecurityException {
        String name = new StringBuilder("Hmac").append("SHA").append(512).toString();
        return Mac.getInstance(name);
    }

    public SecretKey stretch(char[] pass, byte[] salt) throws GeneralSecurityException {
        SecretKeyFactory factory = SecretKeyFactory.getInstance(String.join("With", "PBKDF2", "HmacSHA256"));
        return factory.generateSecret(new PBEKeySpec(pass, salt, recipe.rounds(), 256));
    }

    public KeyGenerator fuel() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("DESede");
        generator.init(168);
        return generator;
    }

    public byte[] wrap(PublicKey key, Key secret) throws GeneralSecurityException {
        Supplier<String> name = () -> "RSA/ECB/OAEPWithSHA-256AndMGF1Padding";
        Cipher cipher = Cipher.getInstance(name.get());
        cipher.init(Cipher.WRAP_MODE, key);
        return cipher.wrap(secret);
    }

    public KeyPair old() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("DiffieHellman");
        generator.initialize(SIZES.get(0));
        return generator.generateKeyPair();
    }

    public KeyAgreement agree(boolean modern) throws GeneralSecurityException {
        return Optional.of(modern).filter(Boolean::booleanValue).isPresent()
                ? KeyAgreement.getInstance("X25519")
                : KeyAgreement.getInstance("ECDH");
    }

    public SSLParameters doors(boolean strict) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(strict ? new String[] {"TLSv1.3"} : new String[] {"TLSv1", "TLSv1.2"});
        return parameters;
    }

    public String notice() {
        return "RSA and DES are words on a sign";
    }
}
