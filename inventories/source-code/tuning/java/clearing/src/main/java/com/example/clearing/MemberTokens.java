package com.example.clearing;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeyTemplates;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.daead.AesSivKeyManager;
import com.google.crypto.tink.daead.DeterministicAeadConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.GeneralSecurityException;
import java.security.Security;
import javax.net.ssl.SSLContext;
import org.conscrypt.OpenSSLProvider;

/** Tokens of the member banks. */
public class MemberTokens {

    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES384;

    static {
        Security.insertProviderAt(new OpenSSLProvider(), 1);
    }

    public String issue(ECKey key, String claims) throws JOSEException {
        JWSObject jws = new JWSObject(new JWSHeader(ALGORITHM), new Payload(claims));
        jws.sign(new ECDSASigner(key));
        return jws.serialize();
    }

    public RSAKey memberKey() throws JOSEException {
        return new RSAKeyGenerator(4096).keyIDFromThumbprint(true).generate();
    }

    public DeterministicAead accountNumbers() throws GeneralSecurityException {
        DeterministicAeadConfig.register();
        return KeysetHandle.generateNew(KeyTemplates.get("AES256_SIV")).getPrimitive(DeterministicAead.class);
    }

    public SSLContext memberTls() throws GeneralSecurityException {
        return SSLContext.getInstance("TLSv1.2", "Conscrypt");
    }
}
