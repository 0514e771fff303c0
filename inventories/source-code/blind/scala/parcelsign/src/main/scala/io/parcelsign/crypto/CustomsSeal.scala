package io.parcelsign.crypto

import java.nio.ByteBuffer
import java.security.{MessageDigest, SecureRandom}
import javax.crypto.{Cipher, KeyGenerator, Mac, SecretKey}
import javax.crypto.spec.{GCMParameterSpec, IvParameterSpec, SecretKeySpec}

import Algorithms.{LegacyTransformation, Seal}

/** Seals the customs declaration, and the few checks around it. */
object CustomsSeal {

  private val IvBytes = 12

  def newKey(): SecretKey = {
    val generator = KeyGenerator.getInstance("AES")
    generator.init(Seal.KeyBits)
    generator.generateKey()
  }

  def seal(key: SecretKey, random: SecureRandom, plain: Array[Byte]): Array[Byte] = {
    val iv = new Array[Byte](IvBytes)
    random.nextBytes(iv)
    val cipher = Cipher.getInstance(Seal.Transformation)
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(Seal.TagBits, iv))
    val sealedBytes = cipher.doFinal(plain)
    ByteBuffer.allocate(IvBytes + sealedBytes.length).put(iv).put(sealedBytes).array()
  }

  def sealForOldHub(key: Array[Byte], iv: Array[Byte], plain: Array[Byte]): Array[Byte] = {
    val cipher = Cipher.getInstance(LegacyTransformation)
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "DESede"), new IvParameterSpec(iv))
    cipher.doFinal(plain)
  }

  /** Digest in hex; callers that do not care get the current one. */
  def fingerprint(data: Array[Byte], algorithm: String = "SHA-256"): String = {
    val digest = MessageDigest.getInstance(algorithm)
    digest.digest(data).map(b => f"$b%02x").mkString
  }

  def webhookTag(secret: String, body: String): Array[Byte] = {
    val hmac = "Hmac" + "SHA512"
    val mac  = Mac.getInstance(hmac)
    mac.init(new SecretKeySpec(secret.getBytes("UTF-8"), hmac))
    mac.doFinal(body.getBytes("UTF-8"))
  }
}
