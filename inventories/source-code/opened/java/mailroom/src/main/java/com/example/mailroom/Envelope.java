package com.example.mailroom;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.agreement.ECDHBasicAgreement;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.LEAEngine;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.pqc.crypto.crystals.kyber.KyberKEMGenerator;
import org.bouncycastle.pqc.crypto.crystals.kyber.KyberPublicKeyParameters;
import org.bouncycastle.pqc.crypto.frodo.FrodoKEMGenerator;

/** Envelopes between the branches; LEA for the Korean ones. */
public class Envelope {

    public byte[] lea(byte[] key, byte[] counter, byte[] text) {
        SICBlockCipher ctr = new SICBlockCipher(new LEAEngine());
        ctr.init(true, new ParametersWithIV(new KeyParameter(key), counter));
        byte[] out = new byte[text.length];
        ctr.processBytes(text, 0, text.length, out, 0);
        return out;
    }

    public AsymmetricCipherKeyPair branchKey() {
        RSAKeyPairGenerator generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(BigInteger.valueOf(65537), new SecureRandom(), 2048, 80));
        return generator.generateKeyPair();
    }

    public byte[] sealKey(AsymmetricKeyParameter key, byte[] cek) throws InvalidCipherTextException {
        PKCS1Encoding rsa = new PKCS1Encoding(new RSAEngine());
        rsa.init(true, key);
        return rsa.processBlock(cek, 0, cek.length);
    }

    public byte[] share(ECPrivateKeyParameters own, ECPublicKeyParameters peer) {
        ECDHBasicAgreement agreement = new ECDHBasicAgreement();
        agreement.init(own);
        byte[] z = agreement.calculateAgreement(peer).toByteArray();
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(z, null, null));
        byte[] key = new byte[32];
        hkdf.generateBytes(key, 0, key.length);
        return key;
    }

    /** The draft Kyber secret is the message key itself, without ECDH beside it. */
    public SecretWithEncapsulation kyber(KyberPublicKeyParameters peer) {
        return new KyberKEMGenerator(new SecureRandom()).generateEncapsulated(peer);
    }

    public SecretWithEncapsulation frodo(AsymmetricKeyParameter peer, SecureRandom random) {
        return new FrodoKEMGenerator(random).generateEncapsulated(peer);
    }

    public byte[] tag(byte[] key, byte[] text) {
        HMac mac = new HMac(new Blake2bDigest(256));
        mac.init(new KeyParameter(key));
        mac.update(text, 0, text.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    public byte[] shortTag(byte[] key, byte[] text) {
        CMac mac = new CMac(new AESEngine(), 64);
        mac.init(new KeyParameter(key));
        mac.update(text, 0, text.length);
        byte[] out = new byte[8];
        mac.doFinal(out, 0);
        return out;
    }

    public byte[] address(byte[] publicKey) {
        KeccakDigest digest = new KeccakDigest(256);
        digest.update(publicKey, 0, publicKey.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }

    public byte[] passwordKey(byte[] password, byte[] salt) {
        return SCrypt.generate(password, salt, 1 << 15, 8, 1, 32);
    }

    public void franking(byte[] key, byte[] block, byte[] out) {
        DESEngine engine = new DESEngine();
        engine.init(true, new KeyParameter(key));
        engine.processBlock(block, 0, out, 0);
    }
}
