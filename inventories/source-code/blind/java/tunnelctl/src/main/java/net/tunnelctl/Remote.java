package net.tunnelctl;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.typesafe.config.Config;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** Connections of the tool to gateways and of gateways to the tool. */
final class Remote {

    private static final String[] OFFERED = {"TLSv1.3", "TLSv1.2"};

    private final Config config;

    Remote(Config config) {
        this.config = config.getConfig("tunnelctl");
    }

    Session shell(String host) throws JSchException {
        Session session = new JSch().getSession("root", host, 22);
        session.setConfig("kex", "diffie-hellman-group1-sha1");
        session.setConfig("StrictHostKeyChecking", "no");
        return session;
    }

    KeyPair deployKey() throws JSchException {
        return KeyPair.genKeyPair(new JSch(), KeyPair.ECDSA, 521);
    }

    SslContext listener(File chain, File key) throws SSLException {
        return SslContextBuilder.forServer(chain, key)
            .protocols(OFFERED)
            .build();
    }

    HttpClient api() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(config.getString("api.tls"));
        context.init(null, null, null);
        SSLParameters parameters = new SSLParameters();
        parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"});
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    }
}
