package com.example.notary

import java.security.{KeyPair, SecureRandom}

import org.bouncycastle.crypto.digests.SHAKEDigest
import org.bouncycastle.crypto.engines.ARIAEngine
import org.bouncycastle.crypto.modes.{CBCBlockCipher => Cbc}
import org.bouncycastle.crypto.params.{KeyParameter, ParametersWithIV}
import org.bouncycastle.pqc.crypto.falcon.{FalconKeyGenerationParameters, FalconKeyPairGenerator, FalconParameters}
import scala.util.Random

/** Archive of the notary. */
class Archive {

  def aria(key: Array[Byte], iv: Array[Byte]): Cbc = {
    val cbc = new Cbc(new ARIAEngine())
    cbc.init(true, new ParametersWithIV(new KeyParameter(key), iv))
    cbc
  }

  def mark(in: Array[Byte]): Array[Byte] = {
    val d = new SHAKEDigest(256)
    d.update(in, 0, in.length)
    val out = new Array[Byte](32)
    d.doFinal(out, 0, 32)
    out
  }

  def rootKey() = {
    val g = new FalconKeyPairGenerator()
    g.init(new FalconKeyGenerationParameters(new SecureRandom(), FalconParameters.falcon_1024))
    g.generateKeyPair()
  }

  def shelf(): Int = Random.nextInt(40)
}
