package app.skylark.net

import java.security.SecureRandom
import java.security.cert.X509Certificate
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManager
import javax.net.ssl.X509TrustManager
import okhttp3.CipherSuite
import okhttp3.ConnectionSpec
import okhttp3.OkHttpClient
import okhttp3.TlsVersion

object Relay {
    private val modern = ConnectionSpec.Builder(ConnectionSpec.RESTRICTED_TLS)
        .tlsVersions(TlsVersion.TLS_1_3)
        .build()

    private val onion = ConnectionSpec.Builder(true)
        .tlsVersions(*onionVersions())
        .cipherSuites(CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA)
        .build()

    private fun onionVersions() = arrayOf(TlsVersion.TLS_1_1, TlsVersion.TLS_1_2)

    val client: OkHttpClient = OkHttpClient.Builder().connectionSpecs(listOf(modern)).build()

    val onionClient: OkHttpClient by lazy {
        OkHttpClient.Builder()
            .connectionSpecs(listOf(onion))
            .hostnameVerifier { _, _ -> true }
            .build()
    }

    fun debug(name: String = "TLS"): SSLContext = SSLContext.getInstance(name).apply {
        init(null, arrayOf<TrustManager>(Everyone), SecureRandom())
    }

    private object Everyone : X509TrustManager {
        override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit
        override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit
        override fun getAcceptedIssuers(): Array<X509Certificate> = emptyArray()
    }
}
