package tollgrid

import com.typesafe.config.{Config, ConfigFactory}

enum Scheme(val kdf: String, val rounds: Int, val mac: String):
  case Light extends Scheme("PBKDF2WithHmacSHA1", 1000, "HmacSHA1")
  case Heavy extends Scheme("PBKDF2WithHmacSHA512", 310000, "HmacSHA3-512")

object Scheme:
  given default: Scheme = Scheme.Heavy

final case class GantryProfile(curve: String, signature: String)

object Settings:
  private val root: Config = ConfigFactory.load().getConfig("tollgrid")

  lazy val plateCipher: String = root.getString("plate-cipher")
  lazy val operatorBits: Int = Option.when(root.hasPath("operator-bits"))(root.getInt("operator-bits")).getOrElse(1024)
  lazy val gantry: GantryProfile =
    GantryProfile(root.getString("gantry.curve"), root.getString("gantry.signature"))
