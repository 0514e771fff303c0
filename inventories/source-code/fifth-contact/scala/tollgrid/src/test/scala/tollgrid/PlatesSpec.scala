package tollgrid

import java.security.{KeyPairGenerator, MessageDigest}

class PlatesSpec extends munit.FunSuite:
  test("md5 has 16 octets") {
    assertEquals(MessageDigest.getInstance("MD5").digest(Array.emptyByteArray).length, 16)
  }

  test("dsa") {
    val g = KeyPairGenerator.getInstance("DSA")
    g.initialize(1024)
  }
