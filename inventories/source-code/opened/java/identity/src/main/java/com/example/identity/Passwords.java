package com.example.identity;

import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.encrypt.Encryptors;
import org.springframework.security.crypto.encrypt.TextEncryptor;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.MessageDigestPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

@SuppressWarnings("deprecation")
public class Passwords {

    private final String oldScheme = "MD5";

    public PasswordEncoder current() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    public PasswordEncoder delegating() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    public PasswordEncoder imported() {
        return new MessageDigestPasswordEncoder(oldScheme);
    }

    public PasswordEncoder scrypt() {
        return SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    public TextEncryptor profile(String password, String salt) {
        return Encryptors.text(password, salt);
    }

    public PasswordEncoder named(String scheme) {
        return new MessageDigestPasswordEncoder(scheme);
    }
}
