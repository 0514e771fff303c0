package com.example.clocktower;

import io.jsonwebtoken.security.Keys;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KEM;
import javax.net.ssl.SSLContext;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ssl.TLS;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.mindrot.jbcrypt.BCrypt;

public class Keeper {
    private static final HmacAlgorithms TAG = HmacAlgorithms.HMAC_SHA_224;

    private final String cipherName;
    private final Provider<SecureRandom> randoms;

    @Inject
    Keeper(@Named("keeper.cipher") String cipherName, Provider<SecureRandom> randoms) {
        this.cipherName = cipherName;
        this.randoms = randoms;
    }

    public Cipher cipher() throws Exception {
        return Cipher.getInstance(cipherName);
    }

    public KeyPair kem() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM");
        return generator.generateKeyPair();
    }

    public KEM.Encapsulated encapsulate() throws Exception {
        return KEM.getInstance("ML-KEM").newEncapsulator(kem().getPublic()).encapsulate();
    }

    public String tag(byte[] key, String text) {
        return new HmacUtils(TAG, key).hmacHex(text);
    }

    public String label(String text, Optional<String> algorithm) {
        return new DigestUtils(algorithm.orElse("SHA3-384")).digestAsHex(text);
    }

    public String old(String text) {
        return DigestUtils.md5Hex(text);
    }

    public String remember(String password) {
        return BCrypt.hashpw(password, BCrypt.gensalt(14, randoms.get()));
    }

    public boolean check(String stored, char[] password) {
        return OpenBSDBCrypt.checkPassword(stored, password);
    }

    public Object tls(SSLContext context) {
        return ClientTlsStrategyBuilder.create()
                .setSslContext(context)
                .setTlsVersions(TLS.V_1_0, TLS.V_1_2)
                .setHostnameVerifier(NoopHostnameVerifier.INSTANCE)
                .build();
    }

    public byte[] tokenKey(byte[] secret) {
        return Keys.hmacShaKeyFor(secret).getEncoded();
    }
}
