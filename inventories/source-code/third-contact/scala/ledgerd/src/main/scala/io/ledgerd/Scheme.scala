package io.ledgerd

sealed abstract class Scheme(val family: String, val signature: String)

object Scheme {
  case object Rsa extends Scheme("RSA", "SHA512withRSA")
  case object Ec extends Scheme("EC", "SHA256withECDSA")

  val Bits: Map[String, Int] = Map("small" -> 1024, "large" -> 8 * 384)
  val Curves = Seq("secp224r1", "secp521r1")

  implicit val default: Scheme = Rsa
}
