package io.fiscal.sign;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.net.ssl.SSLContext;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;

class PortalTransport {

    private static final String CURVE = System.getenv().getOrDefault("PORTAL_CURVE", "secp521r1");
    private static final Supplier<HashFunction> ETAG = Hashing::sha512;
    private static final String CIPHER = "AES";

    private final SecureRandom random = new SecureRandom();

    OkHttpClient client() {
        ConnectionSpec spec = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
            .build();
        return new OkHttpClient.Builder().connectionSpecs(List.of(spec)).build();
    }

    SSLContext context() throws GeneralSecurityException {
        return SSLContext.getInstance("TLSv1.1");
    }

    KeyPair ephemeral() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        return generator.generateKeyPair();
    }

    byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    byte[] seal(SecretKey key, byte[] nonce, byte[] body) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation("GCM"));
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
        return cipher.doFinal(body);
    }

    private static String transformation(String mode) {
        return CIPHER + "/" + mode + "/NoPadding";
    }

    String etag(String body) {
        return ETAG.get().hashString(body, StandardCharsets.UTF_8).toString();
    }

    String shard(String tenant) {
        return Hashing.murmur3_32_fixed().hashString(tenant, StandardCharsets.UTF_8).toString();
    }
}
