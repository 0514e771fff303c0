package org.ropeway.ticket;

import io.jsonwebtoken.Jwts;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.ropeway.model.Station;
import org.ropeway.model.Strands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

@Service
public class TicketDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TicketDesk.class);

    private final KeyPair seal;
    private final KeyPair gate;

    public TicketDesk(@Value("${ropeway.seal.bits:2048}") int bits) throws GeneralSecurityException {
        LOG.info("making the RSA seal and the ECDSA gate key");
        KeyPairGenerator maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(bits);
        this.seal = maker.generateKeyPair();
        this.gate = pairAt(Station.PEAK);
    }

    private static KeyPair pairAt(Station station) throws GeneralSecurityException {
        KeyPairGenerator maker = KeyPairGenerator.getInstance("EC");
        maker.initialize(new ECGenParameterSpec(station.rope()));
        return maker.generateKeyPair();
    }

    /** The paper receipt. */
    public byte[] receipt(byte[] text) throws GeneralSecurityException {
        Signature pen = Signature.getInstance(String.format("SHA%dwithRSA", Strands.RECEIPT));
        pen.initSign(seal.getPrivate());
        pen.update(text);
        return pen.sign();
    }

    /** The pass on the skier's telephone. */
    public String pass(String skier) {
        PrivateKey key = gate.getPrivate();
        return Jwts.builder()
                .subject(skier)
                .signWith(key, Jwts.SIG.ES384)
                .compact();
    }
}
