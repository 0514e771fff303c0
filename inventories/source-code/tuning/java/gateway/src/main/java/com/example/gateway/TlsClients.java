package com.example.gateway;

import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** TLS clients towards the back ends. */
public final class TlsClients {

    private TlsClients() {
    }

    static HttpClient modern() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, null, null);
        SSLParameters parameters = new SSLParameters();
        parameters.setNamedGroups(new String[] {"X25519MLKEM768", "x25519"});
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    }

    static void restrict(SSLSocket socket) {
        socket.setEnabledProtocols(new String[] {"TLSv1", "TLSv1.1", "TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
    }

    static SSLContext trustAll() throws GeneralSecurityException {
        TrustManager[] everyone = {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String authType) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String authType) {
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }};
        SSLContext context = SSLContext.getInstance("SSL");
        context.init(null, everyone, null);
        HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true);
        return context;
    }

    static SSLContext standard() throws GeneralSecurityException {
        return SSLContext.getDefault();
    }
}
