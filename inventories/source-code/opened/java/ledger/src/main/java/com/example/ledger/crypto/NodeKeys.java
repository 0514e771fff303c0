package com.example.ledger.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.KEM;
import javax.crypto.KeyAgreement;

/** Keys by which the nodes know one another. */
public class NodeKeys {

    private static final int RSA_BITS = 3072;
    private String signatureName = Alg.NODE_SIGNATURE.jcaName();

    public KeyPair rsa() throws GeneralSecurityException {
        return generate("RSA", RSA_BITS);
    }

    private static KeyPair generate(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator g = KeyPairGenerator.getInstance(algorithm);
        g.initialize(bits);
        return g.generateKeyPair();
    }

    public KeyPair defaultDh() throws GeneralSecurityException {
        KeyPairGenerator g = KeyPairGenerator.getInstance(Alg.NODE_KEY.jcaName());
        return g.generateKeyPair();
    }

    public byte[] agree(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(Alg.PEER_AGREEMENT.jcaName());
        agreement.init(own);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    public boolean check(PublicKey key, byte[] data, byte[] sig) throws GeneralSecurityException {
        Signature s = Signature.getInstance(signatureName);
        s.initVerify(key);
        s.update(data);
        return s.verify(sig);
    }

    public PrivateKey read(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance("1.2.840.10045.2.1").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    public boolean checkOld(PublicKey key, byte[] data, byte[] sig) throws GeneralSecurityException {
        Signature s = Signature.getInstance("1.2.840.113549.1.1.4");
        s.initVerify(key);
        s.update(data);
        return s.verify(sig);
    }

    public KEM.Encapsulated join(PublicKey peer) throws GeneralSecurityException {
        KEM kem = KEM.getInstance("ML-KEM-768");
        return kem.newEncapsulator(peer).encapsulate();
    }

    public KeyPair pqSigning() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("ML-DSA").generateKeyPair();
    }

    /** Peers that cannot do ML-KEM fall back silently. */
    public KeyPair handshakeKey(boolean pq) throws GeneralSecurityException {
        String name = pq ? "ML-KEM-512" : "XDH";
        return KeyPairGenerator.getInstance(name).generateKeyPair();
    }
}
