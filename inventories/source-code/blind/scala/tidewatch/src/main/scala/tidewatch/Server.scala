package tidewatch

import java.io.FileInputStream
import java.security.KeyStore
import javax.net.ssl.{KeyManagerFactory, SSLContext}

import org.apache.pekko.http.scaladsl.{ConnectionContext, HttpsConnectionContext}

object Server {

  private val Suites = Array(
    "TLS_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
  )

  def https(settings: Settings, password: Array[Char]): HttpsConnectionContext = {
    val store = KeyStore.getInstance("PKCS12")
    val in    = new FileInputStream(settings.keystore)
    try store.load(in, password)
    finally in.close()
    val keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm)
    keys.init(store, password)
    val tls = SSLContext.getInstance("TLS")
    tls.init(keys.getKeyManagers, null, null)
    ConnectionContext.httpsServer { () =>
      val engine = tls.createSSLEngine()
      engine.setUseClientMode(false)
      engine.setEnabledProtocols(settings.protocols)
      engine.setEnabledCipherSuites(Suites)
      engine
    }
  }
}
