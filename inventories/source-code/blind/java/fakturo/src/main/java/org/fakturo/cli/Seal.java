package org.fakturo.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fakturo.sign.InvoiceSigner;
import org.fakturo.sign.SignatureProfile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "seal", description = "Seals an invoice with RSA or ECDSA.")
public class Seal implements Callable<Integer> {

    @Parameters(index = "0")
    Path invoice;

    @Option(names = "--profile", defaultValue = "cross-border", description = "national (RSA) or cross-border (ECDSA)")
    String profile;

    @Option(names = "--receipt-mac", defaultValue = "HmacSHA384")
    String receiptMac;

    @Option(names = "--receipt-secret", defaultValue = "${env:FAKTURO_SECRET}")
    String secret;

    @Override
    public Integer call() throws Exception {
        byte[] body = Files.readAllBytes(invoice);
        InvoiceSigner signer = new InvoiceSigner(SignatureProfile.parse(profile));
        Files.write(invoice.resolveSibling(invoice.getFileName() + ".sig"), signer.sign(body));
        Mac mac = Mac.getInstance(receiptMac);
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), receiptMac));
        Files.write(invoice.resolveSibling("receipt"), mac.doFinal(body));
        System.out.println("Invoice signed, SHA-1 receipts are no longer written");
        return 0;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new Seal()).execute(args));
    }
}
