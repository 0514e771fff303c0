package herdbook

import com.jcraft.jsch.{JSch, Session}
import java.net.URI
import java.net.http.HttpClient
import javax.net.ssl.{SSLContext, SSLParameters}

final class Registry(host: String):
  private val kex = Seq("ecdh-sha2-nistp384", "diffie-hellman-group14-sha1")

  def session(user: String): Session =
    val s = JSch().getSession(user, host)
    s.setConfig("kex", kex.mkString(","))
    s.connect()
    s

  def web(): HttpClient =
    val params = SSLParameters()
    params.setProtocols(Array("TLSv1.2", "TLSv1.3"))
    HttpClient.newBuilder().sslContext(SSLContext.getDefault).sslParameters(params).build()

  def help: String =
    "registry: give the herd mark, a slash and the tag; the signature of the keeper goes on paper"
