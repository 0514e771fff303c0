package org.fakturo.sign;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.util.List;
import java.util.Properties;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

public class XmlSeal {

    private static final String ECDSA_URI = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512";

    private final Properties settings = new Properties();

    public XmlSeal() throws IOException {
        settings.load(XmlSeal.class.getResourceAsStream("/fakturo.properties"));
    }

    public SignedInfo signedInfo() throws GeneralSecurityException {
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        DigestMethod digest = factory.newDigestMethod(DigestMethod.SHA256, null);
        Transform enveloped = factory.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null);
        Reference whole = factory.newReference("", digest, List.of(enveloped), null, null);
        return factory.newSignedInfo(
            factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod(ECDSA_URI, null),
            List.of(whole));
    }

    public byte[] chain(byte[] previous, byte[] invoice) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance(settings.getProperty("fakturo.chain.digest", "SHA-1"));
        digest.update(previous);
        return digest.digest(invoice);
    }

    public ContentSigner cmsSigner(PrivateKey key) throws OperatorCreationException {
        String hash = settings.getProperty("fakturo.cms.hash", "SHA256");
        return new JcaContentSignerBuilder(hash + "withRSA").build(key);
    }

    public OutputEncryptor envelope() throws CMSException {
        return new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES192_CBC).build();
    }

    public TimeStampRequest timeStamp(byte[] imprint) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(TSPAlgorithms.SHA512, imprint);
    }
}
