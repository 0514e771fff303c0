package org.clockshop;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import java.security.KeyPairGenerator;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.crypto.KeyAgreement;

public final class Workshop extends AbstractModule {
    private enum Route { POST, GUILD }

    @Override
    protected void configure() {
        bind(SignerMaker.class).to(SignerMaker.Master.class);
    }

    private static String path(Route route) {
        return switch (route) {
            case POST -> "X25519";
            case GUILD -> "DiffieHellman";
        };
    }

    static byte[] meet() throws Exception {
        var route = path(Route.POST);
        var pair = KeyPairGenerator.getInstance(route).generateKeyPair();
        var table = KeyAgreement.getInstance(route);
        table.init(pair.getPrivate());
        table.doPhase(pair.getPublic(), true);
        return table.generateSecret();
    }

    static SSLEngine counter() throws Exception {
        String lowest = Optional.ofNullable(System.getenv("SHOP_TLS")).orElse("TLSv1.3");
        SSLContext context = SSLContext.getInstance(lowest);
        context.init(null, null, null);
        SSLEngine engine = context.createSSLEngine();
        return engine;
    }

    public static void main(String[] args) throws Exception {
        var box = Guice.createInjector(new Workshop()).getInstance(Strongbox.class);
        System.out.println("Usage: clockshop [--sign NAME]   sign the visitors' book (no RSA, no AES, only ink)");
        System.out.println(box.guarantee(args[0].getBytes()).length + meet().length);
    }
}
