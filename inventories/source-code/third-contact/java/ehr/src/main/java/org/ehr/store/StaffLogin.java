package org.ehr.store;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import org.apache.commons.codec.digest.DigestUtils;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.engines.SEEDEngine;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.jcajce.spec.MLKEMParameterSpec;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;

public class StaffLogin {

    private final SecureRandom random;

    public StaffLogin(SecureRandom random) {
        this.random = random;
    }

    public String hash(char[] password) {
        return BCrypt.withDefaults().hashToString(12, password);
    }

    public String token(RSAPublicKey pub, RSAPrivateKey key, String user) {
        Algorithm algorithm = Algorithm.RSA512(pub, key);
        return JWT.create().withSubject(user).sign(algorithm);
    }

    public String photoName(byte[] jpeg) {
        return DigestUtils.sha1Hex(jpeg);
    }

    public AsymmetricCipherKeyPair deviceKey() {
        X25519KeyPairGenerator generator = new X25519KeyPairGenerator();
        generator.init(new X25519KeyGenerationParameters(random));
        return generator.generateKeyPair();
    }

    public byte[] journalHash(byte[] entry) {
        SHA3Digest digest = new SHA3Digest(256);
        digest.update(entry, 0, entry.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    public void insuranceBlock(byte[] key, byte[] iv, byte[] in, byte[] out) {
        CBCBlockCipher cipher = (CBCBlockCipher) CBCBlockCipher.newInstance(new SEEDEngine());
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), iv));
        cipher.processBlock(in, 0, out, 0);
    }

    public boolean checkArchive(PublicKey key, byte[] entry, byte[] value) throws Exception {
        Signature signature = Signature.getInstance("ML-DSA-65");
        signature.initVerify(key);
        signature.update(entry);
        return signature.verify(value);
    }

    public KeyPair archiveKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM", "BC");
        generator.initialize(MLKEMParameterSpec.ml_kem_768, random);
        return generator.generateKeyPair();
    }
}
