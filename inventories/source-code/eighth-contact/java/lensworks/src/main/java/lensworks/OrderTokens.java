package lensworks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.jsonwebtoken.Jwts;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;

public class OrderTokens {
    private final String practice;

    public OrderTokens(String practice) {
        this.practice = practice;
    }

    /** Token that lets a practice follow its lenses through the laboratory. */
    public String follow(RSAKey key, String order) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder().subject(order).issuer(practice).build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    public ECKey benchKey(String bench) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(bench).generate();
    }

    public String courier(PrivateKey key, String parcel) {
        return Jwts.builder()
                .subject(parcel)
                .issuedAt(Date.from(Instant.now()))
                .signWith(key, Jwts.SIG.ES384)
                .compact();
    }
}
