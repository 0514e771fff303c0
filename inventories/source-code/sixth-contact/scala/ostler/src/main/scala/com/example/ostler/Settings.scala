package com.example.ostler

import pureconfig._
import pureconfig.generic.derivation.default._

final case class Stall(transformation: String, keyBits: Int = 128) derives ConfigReader

final case class Settings(stall: Stall, bridleDigest: String) derives ConfigReader

object Settings {
  val loaded: Settings = ConfigSource.default.at("ostler").loadOrThrow[Settings]

  /** Which curve a document gets. */
  enum Document(val curve: String) {
    case Note extends Document("secp256r1")
    case Pedigree extends Document("secp521r1")
  }
}
