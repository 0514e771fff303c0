package io.ledgerd

import com.typesafe.config.{Config, ConfigFactory}
import java.security.spec.ECGenParameterSpec
import java.security.{KeyPair, KeyPairGenerator => Kpg, MessageDigest, PrivateKey, SecureRandom, Signature}
import javax.crypto.spec.{GCMParameterSpec, SecretKeySpec}
import javax.crypto.{Cipher, KeyAgreement, KeyGenerator, Mac, SecretKey}
import org.slf4j.LoggerFactory
import scala.util.{Try, Using}

class Blocks(config: Config = ConfigFactory.load().getConfig("ledgerd")) {
  private val log = LoggerFactory.getLogger(getClass)
  private lazy val random = new SecureRandom()

  def hash(block: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(config.getString("block-hash")).digest(block)

  def masterKey(): KeyPair = {
    val generator = Kpg.getInstance(Scheme.Rsa.family)
    generator.initialize(Scheme.Bits("large"), random)
    generator.generateKeyPair()
  }

  def nodeKey(): KeyPair = {
    val generator = Kpg.getInstance(Scheme.Ec.family)
    generator.initialize(new ECGenParameterSpec(Scheme.Curves.last))
    generator.generateKeyPair()
  }

  def sign(key: PrivateKey, block: Array[Byte])(implicit scheme: Scheme): Array[Byte] = {
    log.debug("RSA signature of a block")
    val signature = Signature.getInstance(scheme.signature)
    signature.initSign(key)
    signature.update(block)
    signature.sign()
  }

  def signMaster(key: PrivateKey, block: Array[Byte]): Array[Byte] = sign(key, block)

  def signNode(block: Array[Byte]): Array[Byte] = sign(nodeKey().getPrivate, block)(Scheme.Ec)

  def tag(key: Array[Byte], block: Array[Byte]): Array[Byte] = {
    val name = Try(config.getString("mac")).getOrElse("HmacMD5")
    val mac = Mac.getInstance(name)
    mac.init(new SecretKeySpec(key, name))
    mac.doFinal(block)
  }

  def boxKey(bits: Int = 192): SecretKey = {
    val generator = KeyGenerator.getInstance("AES")
    generator.init(bits)
    generator.generateKey()
  }

  def seal(key: SecretKey, nonce: Array[Byte], body: Array[Byte]): Array[Byte] = {
    val cipher = Cipher.getInstance(Seq("AES", "GCM", "NoPadding").mkString("/"))
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce))
    cipher.doFinal(body)
  }

  def partner(name: String): Cipher = Cipher.getInstance(name)

  def agreement(kind: Symbol): KeyAgreement = kind match {
    case Symbol("modern") => KeyAgreement.getInstance("X25519")
    case _                => KeyAgreement.getInstance("DH")
  }
}
