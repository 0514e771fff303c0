package shelfmark

import java.security.{KeyPairGenerator, Signature}

import org.scalatest.funsuite.AnyFunSuite

class LoansSpec extends AnyFunSuite {
  test("a receipt verifies") {
    val generator = KeyPairGenerator.getInstance("EC")
    generator.initialize(256)
    val pair = generator.generateKeyPair()
    val mark = new Loans(Settings.load()).receipt(pair.getPrivate, "two atlases")

    val check = Signature.getInstance("SHA256withECDSA")
    check.initVerify(pair.getPublic)
    check.update("two atlases".getBytes("UTF-8"))
    assert(check.verify(mark))
  }

  test("subjects are known") {
    assert(Settings.subjects("RSA") == "B9")
  }
}
