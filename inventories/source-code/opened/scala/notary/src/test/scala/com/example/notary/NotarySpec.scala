package com.example.notary

import java.security.MessageDigest
import org.scalatest.funsuite.AnyFunSuite

class NotarySpec extends AnyFunSuite {
  test("MD2 of nothing") {
    assert(MessageDigest.getInstance("MD2").digest().length == 16)
  }
}
