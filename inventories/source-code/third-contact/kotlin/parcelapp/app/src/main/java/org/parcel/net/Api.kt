package org.parcel.net

import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager
import okhttp3.OkHttpClient

private enum class Stage(val protocol: String) {
    PROD("TLSv1.3"),
    KIOSK("TLSv1"),
}

object Api {
    private const val HELP = "Use an ECDSA or RSA key for the parcel box"

    fun context(kiosk: Boolean): SSLContext =
        SSLContext.getInstance(if (kiosk) Stage.KIOSK.protocol else Stage.PROD.protocol)

    fun lab(): OkHttpClient = OkHttpClient.Builder()
        .hostnameVerifier { _, _ -> true }
        .build()

    fun help() = HELP
}
