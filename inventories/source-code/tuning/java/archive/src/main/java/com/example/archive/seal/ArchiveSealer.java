package com.example.archive.seal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.engines.SEEDEngine;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Seals documents for long-term storage; SEED and ARIA are kept for deposits of public bodies. */
public class ArchiveSealer {

    private final SecureRandom random = new SecureRandom();

    public byte[] sealAria(byte[] key32, byte[] nonce, byte[] document) throws InvalidCipherTextException {
        GCMBlockCipher gcm = new GCMBlockCipher(new ARIAEngine());
        gcm.init(true, new AEADParameters(new KeyParameter(key32), 128, nonce));
        byte[] out = new byte[gcm.getOutputSize(document.length)];
        int n = gcm.processBytes(document, 0, document.length, out, 0);
        gcm.doFinal(out, n);
        return out;
    }

    public byte[] openSeed(byte[] key, byte[] iv, byte[] sealed) throws InvalidCipherTextException {
        BlockCipher engine = new SEEDEngine();
        PaddedBufferedBlockCipher cipher = new PaddedBufferedBlockCipher(new CBCBlockCipher(engine));
        cipher.init(false, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] out = new byte[cipher.getOutputSize(sealed.length)];
        int n = cipher.processBytes(sealed, 0, sealed.length, out, 0);
        cipher.doFinal(out, n);
        return out;
    }

    public byte[] digest(byte[] document) {
        Digest digest = new SHA3Digest(512);
        digest.update(document, 0, document.length);
        byte[] out = new byte[digest.getDigestSize()];
        digest.doFinal(out, 0);
        return out;
    }

    /** Catalogue numbers of the first archive generation. */
    public byte[] catalogueNumber(byte[] document) {
        RIPEMD160Digest digest = new RIPEMD160Digest();
        digest.update(document, 0, document.length);
        byte[] out = new byte[20];
        digest.doFinal(out, 0);
        return out;
    }

    public byte[] keyFromPassphrase(String passphrase, byte[] salt) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withSalt(salt).withIterations(3).withMemoryAsKB(65536).withParallelism(2).build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[32];
        generator.generateBytes(passphrase.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }

    public byte[] sign(byte[] document) throws CryptoException {
        Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(random);
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(document, 0, document.length);
        return signer.generateSignature();
    }

    /** The index is encrypted block by block so that single records can be replaced. */
    public byte[] indexBlock(byte[] key, byte[] block) {
        AESEngine engine = new AESEngine();
        engine.init(true, new KeyParameter(key));
        byte[] out = new byte[16];
        engine.processBlock(block, 0, out, 0);
        return out;
    }
}
