package com.example.gateway;

import io.jsonwebtoken.Jwts;
import java.util.Date;
import java.util.Map;
import javax.crypto.SecretKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

@Configuration
public class SecurityConfig {

    @Bean
    public PasswordEncoder passwordEncoder() {
        PasswordEncoder bcrypt = new BCryptPasswordEncoder(12);
        PasswordEncoder pbkdf2 = new Pbkdf2PasswordEncoder("", 16, 310_000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512);
        return new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", bcrypt, "pbkdf2", pbkdf2));
    }

    @Bean
    public SecretKey sessionKey() {
        return Jwts.SIG.HS512.key().build();
    }

    public String sessionToken(SecretKey key, String user) {
        return Jwts.builder()
            .subject(user)
            .issuedAt(new Date())
            .signWith(key)
            .compact();
    }

    public String principalLine(java.security.Principal principal) {
        return "signed in as " + principal.getName() + " (passwords: bcrypt)";
    }
}
