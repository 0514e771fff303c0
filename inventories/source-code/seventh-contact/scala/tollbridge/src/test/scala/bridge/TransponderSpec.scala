package bridge

import org.scalatest.funsuite.AnyFunSuite

import java.security.MessageDigest

class TransponderSpec extends AnyFunSuite:
  test("a receipt is longer than the old sum"):
    val old = MessageDigest.getInstance("MD5").digest("lane 1".getBytes)
    assert(Transponder.receipt("lane 1".getBytes).length > old.length)
