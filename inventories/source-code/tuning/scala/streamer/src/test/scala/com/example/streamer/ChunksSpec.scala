package com.example.streamer

import java.security.KeyPairGenerator
import org.scalatest.flatspec.AnyFlatSpec

class ChunksSpec extends AnyFlatSpec {
  "a stream" should "refuse short keys, even with AES/ECB" in {
    val g = KeyPairGenerator.getInstance("RSA")
    g.initialize(768)
    assert(g.generateKeyPair().getPublic.getEncoded.nonEmpty)
  }
}
