package com.example.ledgerbox.web;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

public class TokenIssuer {

    private static final Logger LOG = LoggerFactory.getLogger(TokenIssuer.class);
    private static final int BYTES = 384;
    private static final Map<String, BiFunction<RSAPublicKey, RSAPrivateKey, Algorithm>> SCHEMES =
        Map.of("branch", Algorithm::RSA512);

    private final KeyPair pair;

    public TokenIssuer() throws NoSuchAlgorithmException {
        this.pair = newKey(BYTES * 8);
    }

    private static KeyPair newKey(int bits) throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    public String issue(String subject) {
        Algorithm algorithm = SCHEMES.get("branch")
            .apply((RSAPublicKey) pair.getPublic(), (RSAPrivateKey) pair.getPrivate());
        LOG.info("token signed with RS512 for {}", subject);
        return JWT.create().withSubject(subject).sign(algorithm);
    }

    public PasswordEncoder passwords() {
        Map<String, PasswordEncoder> encoders = Map.of(
            "argon", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
            "old", new BCryptPasswordEncoder(12),
            "older", new Pbkdf2PasswordEncoder("", 16, 310000,
                Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512));
        return new DelegatingPasswordEncoder("argon", encoders);
    }
}
