package com.example.payrouter

import javax.net.ssl.{SSLContext, SSLEngine}

import scala.jdk.CollectionConverters._

import com.typesafe.config.Config
import org.apache.pekko.http.scaladsl.{ConnectionContext, HttpsConnectionContext}

class Upstream(config: Config) {

  private val context: SSLContext = {
    val made = SSLContext.getInstance("TLS")
    made.init(null, null, null)
    made
  }

  def https: HttpsConnectionContext = ConnectionContext.httpsClient { (host, port) =>
    val engine: SSLEngine = context.createSSLEngine(host, port)
    engine.setUseClientMode(true)
    engine.setEnabledProtocols(config.getStringList("payrouter.upstream.protocols").asScala.toArray)
    engine
  }

  def sign(amount: BigDecimal): String = if (amount.signum < 0) "debit" else "credit"
}
