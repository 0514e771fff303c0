package com.example.notary

object Suites {
  sealed trait Suite { def cipher: String; def bits: Int }
  case object Modern extends Suite { val cipher = "ChaCha20-Poly1305"; val bits = 256 }

  val Signing = "Ed25519"
  val Agreement = "X448"
}
