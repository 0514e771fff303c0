package com.example.payrouter

import com.typesafe.config.Config

/** What a class of payments is protected with. */
sealed abstract class Suite(val transformation: String, val digest: String, val keyBits: Int) {
  def block: String = transformation.takeWhile(_ != '/')
  def describe: String = s"$productName payments"

  private def productName: String = getClass.getSimpleName.stripSuffix("$")
}

object Suite {
  case object Domestic extends Suite("AES/CBC/PKCS5Padding", "SHA-256", 128)
  case object Instant extends Suite("AES/GCM/NoPadding", "SHA-512", 256)
  case object Museum extends Suite("DESede/ECB/PKCS5Padding", "SHA-1", 168)

  val all: Seq[Suite] = Seq(Domestic, Instant, Museum)

  def from(config: Config): Suite =
    all.find(_.toString == config.getString("payrouter.suite")).getOrElse(Domestic)

  /** Shown on the operators' screen. */
  val captions = Map("Domestic" -> "AES (described in the manual)", "Museum" -> "3DES, no longer sold")
}
