package com.example.orchardbank.net;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.TlsVersion;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;

public class Custody {
    private static final Curve CURVE = Curve.P_521;
    private static final TlsVersion[] VERSIONS = {TlsVersion.TLS_1_2, TlsVersion.TLS_1_3};
    private final KmsClient kms;

    public Custody(KmsClient kms) {
        this.kms = kms;
    }

    public byte[] dataKey(String id) {
        return kms.generateDataKey(r -> r.keyId(id).keySpec(DataKeySpec.AES_256)).plaintext().asByteArray();
    }

    public Credentials wallet() throws Exception {
        return Credentials.create(Keys.createEcKeyPair());
    }

    public Sign.SignatureData sign(byte[] message, Credentials credentials) {
        return Sign.signPrefixedMessage(message, credentials.getEcKeyPair());
    }

    public byte[] topic(String event) {
        return Hash.sha3(event.getBytes());
    }

    public ECKey advisorKey() throws Exception {
        return new ECKeyGenerator(CURVE).keyID("advisor").generate();
    }

    public JWSHeader advisorHeader() {
        return new JWSHeader.Builder(JWSAlgorithm.parse("ES512")).keyID("advisor").build();
    }

    public JWEHeader mailHeader() {
        return new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM);
    }

    public OkHttpClient client() {
        ConnectionSpec spec = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
                .tlsVersions(VERSIONS)
                .build();
        return new OkHttpClient.Builder().connectTimeout(Duration.ofSeconds(3)).connectionSpecs(java.util.List.of(spec)).build();
    }
}
