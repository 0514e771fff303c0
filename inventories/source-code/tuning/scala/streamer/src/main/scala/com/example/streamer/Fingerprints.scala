package com.example.streamer

import org.bouncycastle.crypto.digests.Blake2bDigest
import org.mindrot.jbcrypt.BCrypt
import tsec.hashing.jca.SHA512
import tsec.hashing.jca._

/** Listener accounts. */
object Fingerprints {

  def account(pw: String): String = BCrypt.hashpw(pw, BCrypt.gensalt())

  def track(data: Array[Byte]): Array[Byte] = {
    val d = new Blake2bDigest(512)
    d.update(data, 0, data.length)
    val out = new Array[Byte](64)
    d.doFinal(out, 0)
    out
  }

  def album(data: Array[Byte]) = SHA512.hashPure(data)

  // MessageDigest.getInstance("SHA-1") once made the ids of the albums
  def id(name: String): Int = name.##
}
