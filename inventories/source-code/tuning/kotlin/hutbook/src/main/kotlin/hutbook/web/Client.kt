package hutbook.web

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import java.security.cert.X509Certificate
import java.security.interfaces.ECPrivateKey
import javax.net.ssl.SSLContext
import javax.net.ssl.X509TrustManager
import okhttp3.ConnectionSpec
import okhttp3.OkHttpClient
import okhttp3.TlsVersion

private val tokens: (String) -> Algorithm = Algorithm::HMAC384

class Client(private val secret: String, private val oldHut: Boolean = true) {
    fun token(user: String): String = JWT.create().withSubject(user).sign(tokens(secret))

    fun partner(key: ECPrivateKey): Algorithm = Algorithm.ECDSA512(null, key)

    fun http(): OkHttpClient {
        val versions = if (oldHut) arrayOf(TlsVersion.TLS_1_1, TlsVersion.TLS_1_2) else arrayOf(TlsVersion.TLS_1_3)
        val spec = ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
            .tlsVersions(*versions)
            .build()
        return OkHttpClient.Builder().connectionSpecs(listOf(spec)).build()
    }

    fun blind(): SSLContext = SSLContext.getInstance("TLSv1.2").apply {
        init(null, arrayOf(object : X509TrustManager {
            override fun checkClientTrusted(chain: Array<X509Certificate>, authType: String) = Unit
            override fun checkServerTrusted(chain: Array<X509Certificate>, authType: String) = Unit
            override fun getAcceptedIssuers() = emptyArray<X509Certificate>()
        }), null)
    }
}
