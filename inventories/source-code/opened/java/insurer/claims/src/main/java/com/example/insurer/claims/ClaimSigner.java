package com.example.insurer.claims;

import com.example.insurer.core.Keys;
import com.example.insurer.core.Profile;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.MacAlgorithm;
import java.security.AlgorithmParameterGenerator;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import javax.crypto.SecretKey;

/** Signatures under claims. */
public class ClaimSigner {

    private static final MacAlgorithm PORTAL = Jwts.SIG.HS384;

    private final Profile profile;

    public ClaimSigner(Profile profile) {
        this.profile = profile;
    }

    public KeyPair newKey() throws GeneralSecurityException {
        int bits = profile.number("claims.key-bits", 1024);
        var generator = KeyPairGenerator.getInstance(RSAPrivateKey.class.getSimpleName().substring(0, 3));
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    public byte[] sign(PrivateKey key, byte[] claim) throws GeneralSecurityException {
        var signature = Signature.getInstance(profile.text(Keys.CLAIM_SIGNATURE, Keys.DEFAULT_SIGNATURE));
        signature.initSign(key);
        signature.update(claim);
        return signature.sign();
    }

    public AlgorithmParameters groupOfBranch() throws GeneralSecurityException {
        AlgorithmParameterGenerator generator = AlgorithmParameterGenerator.getInstance("DH");
        generator.init(1024);
        return generator.generateParameters();
    }

    public String portalToken(SecretKey key, String claimId) {
        return Jwts.builder().subject(claimId).signWith(key, PORTAL).compact();
    }

    public String partnerToken(PrivateKey key, String claimId) {
        return Jwts.builder().subject(claimId).signWith(key, Jwts.SIG.EdDSA).compact();
    }

    public String openToken(String claimId) {
        return Jwts.builder().subject(claimId).compact();
    }
}
