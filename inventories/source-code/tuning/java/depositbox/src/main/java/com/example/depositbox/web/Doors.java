package com.example.depositbox.web;

import io.jsonwebtoken.Jwts;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.crypto.SecretKey;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import java.util.Map;

public class Doors {
    @Value("${depositbox.tls.protocol:TLSv1.3}")
    private String protocol;

    private final Properties properties;

    public Doors(Properties properties) {
        this.properties = properties;
    }

    public SSLServerSocket open(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLServerSocket socket = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(port);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    public SecretKey tokenKey() {
        return Jwts.SIG.HS384.key().build();
    }

    public String token(String user) {
        return Jwts.builder().subject(user).signWith(tokenKey()).compact();
    }

    public PasswordEncoder passwords() {
        return new DelegatingPasswordEncoder("bcrypt", Map.of(
                "bcrypt", new BCryptPasswordEncoder(13),
                "argon2", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    }

    public String describe() {
        return "doors with " + protocol + ", described in the universal handbook";
    }
}
