package eu.kartei.login;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.lambdaworks.crypto.SCryptUtil;
import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import org.jasypt.encryption.pbe.StandardPBEStringEncryptor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

@Configuration
public class LoginConfig {

    private final SecretKeyFactoryAlgorithm patients;

    public LoginConfig(@Value("${kartei.login.patients:PBKDF2WithHmacSHA1}") SecretKeyFactoryAlgorithm patients) {
        this.patients = patients;
    }

    @Bean
    PasswordEncoder staff() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    PasswordEncoder patients() {
        return new Pbkdf2PasswordEncoder("", 16, 310_000, patients);
    }

    @Bean
    Argon2 doctors() {
        return Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2i);
    }

    String kiosk(String pin) {
        return SCryptUtil.scrypt(pin, 1 << 15, 8, 1);
    }

    String visit(ECPrivateKey key, String patient) {
        return JWT.create().withSubject(patient).sign(Algorithm.ECDSA256(null, key));
    }

    String prescription(RSAPrivateKey key, String text) {
        return JWT.create().withClaim("rx", text).sign(Algorithm.RSA384(null, key));
    }

    @Bean
    StandardPBEStringEncryptor settings(@Value("${KARTEI_MASTER}") String master) {
        StandardPBEStringEncryptor encryptor = new StandardPBEStringEncryptor();
        encryptor.setAlgorithm("PBEWithHmacSHA512AndAES_256");
        encryptor.setPassword(master);
        return encryptor;
    }
}
