package com.example.payrouter

import java.security.{MessageDigest, SecureRandom}
import javax.crypto.{Cipher, KeyGenerator, Mac, SecretKey, SecretKeyFactory}
import javax.crypto.spec.{GCMParameterSpec, PBEKeySpec, SecretKeySpec}

import com.typesafe.config.{Config, ConfigFactory}

class Sealer(suite: Suite, config: Config) {

  private lazy val random = SecureRandom.getInstanceStrong

  def newKey(): SecretKey = {
    val generator = KeyGenerator.getInstance(suite.block)
    generator.init(suite.keyBits)
    generator.generateKey()
  }

  def seal(key: SecretKey, payment: Array[Byte]): Array[Byte] = {
    val iv = Array.ofDim[Byte](12)
    random.nextBytes(iv)
    val cipher = Cipher.getInstance(suite.transformation)
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, iv))
    iv ++ cipher.doFinal(payment)
  }

  def tag(key: Array[Byte], payment: Array[Byte]): Array[Byte] = {
    val name = s"Hmac${suite.digest.filter(_.isLetterOrDigit)}"
    val mac = Mac.getInstance(name)
    mac.init(new SecretKeySpec(key, name))
    mac.doFinal(payment)
  }

  def stretch(password: Array[Char], salt: Array[Byte]): Array[Byte] = {
    val hash = if (config.hasPath("payrouter.export.kdf-hash")) config.getString("payrouter.export.kdf-hash") else "SHA1"
    val factory = SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash)
    factory.generateSecret(new PBEKeySpec(password, salt, 310000, 256)).getEncoded
  }
}

object Sealer {

  def apply(config: Config = ConfigFactory.load()): Sealer = new Sealer(Suite.from(config), config)

  private val hasher: String => Array[Byte] => Array[Byte] =
    name => data => MessageDigest.getInstance(name).digest(data)

  val fingerprint: Array[Byte] => Array[Byte] = hasher("SHA3-224")

  def openMuseum(key: SecretKey, body: Array[Byte]): Array[Byte] = {
    val cipher = Cipher.getInstance(Suite.Museum.transformation)
    cipher.init(Cipher.DECRYPT_MODE, key)
    cipher.doFinal(body)
  }

  def rowDigest(kind: Char): MessageDigest = kind match {
    case 'a' => MessageDigest.getInstance("SHA-512/256")
    case 'b' => MessageDigest.getInstance("MD2")
    case _   => throw new IllegalArgumentException(s"no digest for row kind $kind")
  }

  def bucket(account: String): Int = scala.util.hashing.MurmurHash3.stringHash(account) & 63
}
