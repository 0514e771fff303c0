package com.example.identity;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.signature.SignatureConfig;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import org.conscrypt.Conscrypt;

/** Tokens of the identity service. */
public class Tokens {

    public ECKey newKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    }

    public String idToken(RSAKey key, JWTClaimsSet claims) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.PS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    public String sealed(RSAKey key, String body) throws JOSEException {
        JWEHeader header = new JWEHeader(JWEAlgorithm.RSA1_5, EncryptionMethod.A128CBC_HS256);
        JWEObject jwe = new JWEObject(header, new Payload(body));
        jwe.encrypt(new RSAEncrypter(key));
        return jwe.serialize();
    }

    public Aead profileCipher() throws GeneralSecurityException {
        AeadConfig.register();
        KeysetHandle handle = KeysetHandle.generateNew(KeyTemplates.get("AES256_GCM"));
        return handle.getPrimitive(Aead.class);
    }

    public KeysetHandle signer() throws GeneralSecurityException {
        SignatureConfig.register();
        return KeysetHandle.generateNew(KeyTemplates.get("ED25519"));
    }

    public javax.net.ssl.SSLContext fastTls() throws GeneralSecurityException {
        return javax.net.ssl.SSLContext.getInstance("TLSv1.3", Conscrypt.newProvider());
    }
}
