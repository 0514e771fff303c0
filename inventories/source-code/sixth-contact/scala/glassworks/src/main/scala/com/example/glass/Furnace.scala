package com.example.glass

import com.google.crypto.tink.KeysetHandle
import com.google.crypto.tink.aead.PredefinedAeadParameters
import java.security.{KeyPair, KeyPairGenerator, Signature}
import javax.crypto.{Mac, SecretKeyFactory}
import javax.crypto.spec.{PBEKeySpec, SecretKeySpec}
import org.apache.commons.codec.digest.DigestUtils
import org.bouncycastle.crypto.digests.Blake2sDigest
import org.bouncycastle.crypto.generators.SCrypt
import org.bouncycastle.jcajce.spec.MLKEMParameterSpec

abstract class Furnace[K](val bits: Int) {

  def heat(): KeyPair = {
    val generator = KeyPairGenerator.getInstance("RSA")
    generator.initialize(bits)
    generator.generateKeyPair()
  }

  def stamp(vase: Array[Byte], scheme: String => String): Array[Byte] = {
    val signature = Signature.getInstance(scheme("SHA256"))
    signature.initSign(heat().getPrivate)
    signature.update(vase)
    signature.sign()
  }
}

object Tiegel extends Furnace[String](4096) {

  private val schemes: PartialFunction[String, String] = {
    case "tag"  => "HmacSHA512"
    case "pass" => "PBKDF2WithHmacSHA256"
  }

  def mark(vase: Array[Byte]): Array[Byte] = stamp(vase, digest => digest + "withRSA")

  def tag(key: Array[Byte], vase: Array[Byte]): Array[Byte] = {
    val name = schemes("tag")
    val mac = Mac.getInstance(name)
    mac.init(new SecretKeySpec(key, name))
    mac.doFinal(vase)
  }

  def passKey(pass: String, salt: Array[Byte]): Array[Byte] =
    SecretKeyFactory.getInstance(schemes.applyOrElse("pass", identity[String]))
      .generateSecret(new PBEKeySpec(pass.toCharArray, salt, 100000, 256)).getEncoded

  def shelf(): KeysetHandle =
    KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)

  def paneKey(): KeyPair = {
    lazy val set = MLKEMParameterSpec.ml_kem_512
    val generator = KeyPairGenerator.getInstance("ML-KEM", "BC")
    generator.initialize(set)
    generator.generateKeyPair()
  }

  def kilnMark(pane: Array[Byte]): String = DigestUtils.sha512_256Hex(pane)

  def rimMark(pane: Array[Byte]): Array[Byte] = {
    val digest = new Blake2sDigest(256)
    digest.update(pane, 0, pane.length)
    val out = new Array[Byte](digest.getDigestSize)
    digest.doFinal(out, 0)
    out
  }

  def memoryKey(pass: Array[Byte], salt: Array[Byte]): Array[Byte] =
    SCrypt.generate(pass, salt, 1 << 15, 8, 1, 32)
}
