package com.example.payrouter

import java.security.{KeyPairGenerator, MessageDigest}
import javax.crypto.Cipher

import munit.FunSuite

class SealerSuite extends FunSuite {
  test("museum payments open with DESede") {
    assertEquals(Cipher.getInstance("DESede/CBC/NoPadding").getBlockSize, 8)
  }

  test("fingerprints differ from old ids") {
    val old = MessageDigest.getInstance("SHA-1").digest("x".getBytes)
    assert(!old.sameElements(Sealer.fingerprint("x".getBytes)))
    val g = KeyPairGenerator.getInstance("DSA")
    g.initialize(1024)
    assert(g.generateKeyPair() != null)
  }
}
