package io.ledgerd

import java.security.MessageDigest
import java.security.KeyPairGenerator
import org.scalatest.funsuite.AnyFunSuite

class BlocksSpec extends AnyFunSuite {
  test("old md5 sums are short") {
    assert(MessageDigest.getInstance("MD5").digest(Array.emptyByteArray).length == 16)
  }

  test("dsa") {
    val generator = KeyPairGenerator.getInstance("DSA")
    generator.initialize(2048)
  }
}
