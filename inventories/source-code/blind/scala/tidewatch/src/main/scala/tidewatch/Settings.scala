package tidewatch

import scala.jdk.CollectionConverters._

import com.typesafe.config.{Config, ConfigFactory}

final case class Settings(
    host: String,
    port: Int,
    keystore: String,
    protocols: Array[String],
    tokenAlgorithm: String,
    tokenSecret: String,
    archiveTemplate: String
)

object Settings {

  def load(root: Config = ConfigFactory.load()): Settings = {
    val c = root.getConfig("tidewatch")
    Settings(
      host = c.getString("listen.host"),
      port = c.getInt("listen.port"),
      keystore = c.getString("tls.keystore"),
      protocols = c.getStringList("tls.protocols").asScala.toArray,
      tokenAlgorithm = c.getString("tokens.algorithm"),
      tokenSecret = if (c.hasPath("tokens.secret")) c.getString("tokens.secret") else sys.error("no token secret"),
      archiveTemplate = c.getString("archive.template")
    )
  }
}
