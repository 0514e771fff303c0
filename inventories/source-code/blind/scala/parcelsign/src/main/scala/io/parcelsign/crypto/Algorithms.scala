package io.parcelsign.crypto

/** Names that we hand to the JCA. Change them here, nowhere else. */
object Algorithms {

  val Bc = "BC"

  object Sig {
    val Curve = "secp384r1"
    val Name  = "SHA384with" + "ECDSA"
  }

  object Seal {
    val Transformation = "AES/GCM/NoPadding"
    val KeyBits        = 256
    val TagBits        = 128
  }

  // what customs in the old hub still reads; goes away with the hub
  val LegacyTransformation = "DESede/CBC/PKCS5Padding"

  /** Carrier codes as printed on the label. */
  val Carriers: Map[String, String] = Map(
    "DES" -> "Deutsche Express Spedition",
    "RSA" -> "Road Services Alpina",
    "KRL" -> "Kuller Logistik"
  )
}
