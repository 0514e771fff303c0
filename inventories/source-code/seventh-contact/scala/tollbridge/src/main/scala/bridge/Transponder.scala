package bridge

import com.typesafe.config.{Config, ConfigFactory}
import org.bouncycastle.crypto.digests.Blake2bDigest
import org.bouncycastle.crypto.generators.{Ed25519KeyPairGenerator, SCrypt}
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters

import java.security.spec.{AlgorithmParameterSpec, ECGenParameterSpec, MGF1ParameterSpec, PSSParameterSpec}
import java.security.{KeyPair, KeyPairGenerator, MessageDigest, PrivateKey, SecureRandom, Signature}
import javax.crypto.spec.{GCMParameterSpec, PBEKeySpec, SecretKeySpec}
import javax.crypto.{Cipher, KeyGenerator, Mac, SecretKey, SecretKeyFactory}

import Tariff.{Lengths, Vehicle}

/** Keys that the office writes into a transponder. */
final class Transponder(vehicle: Vehicle, scheme: String = "RSASSA-PSS"):

  val tollKey: KeyPair =
    val g = KeyPairGenerator.getInstance("RSA")
    g.initialize(Tariff.TransponderBits)
    g.generateKeyPair()

  val laneKey: KeyPair =
    val g = KeyPairGenerator.getInstance("EC")
    g.initialize(ECGenParameterSpec(vehicle.curve))
    g.generateKeyPair()

  def tollSlip(line: Array[Byte]): Array[Byte] =
    val s = Signature.getInstance(scheme)
    s.setParameter(PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1))
    s.initSign(tollKey.getPrivate)
    s.update(line)
    s.sign()

  def laneSlip(line: Array[Byte]): Array[Byte] =
    val width = 384
    val s = Signature.getInstance(s"SHA${width}withECDSA")
    s.initSign(laneKey.getPrivate)
    s.update(line)
    s.sign()

object Transponder:
  private lazy val conf: Config = ConfigFactory.load()

  def receipt(line: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(conf.getString("bridge.receipt.digest")).digest(line)

  def passKey(period: String): SecretKey =
    val g = KeyGenerator.getInstance("AES")
    g.init(Lengths(period))
    g.generateKey()

  def hidePlate(iv: Array[Byte], plate: Array[Byte]): Array[Byte] =
    val c = Cipher.getInstance(List("AES", "GCM", "NoPadding").mkString("/"))
    c.init(Cipher.ENCRYPT_MODE, passKey("year"), GCMParameterSpec(128, iv))
    c.doFinal(plate)

  def oldBooth(key: Array[Byte], block: Array[Byte]): Array[Byte] =
    val c = Cipher.getInstance("DESede/ECB/PKCS5Padding")
    c.init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, "DESede"))
    c.doFinal(block)

  /** Marks a line with the key of the plaza. */
  def marker(name: String)(key: Array[Byte]): Array[Byte] => Array[Byte] = line =>
    val m = Mac.getInstance(name)
    m.init(SecretKeySpec(key, name))
    m.doFinal(line)

  def clerkKey(pass: Array[Char], salt: Array[Byte]): Array[Byte] =
    val suffix = sys.env.getOrElse("BRIDGE_CLERK_MD", "SHA256")
    val f = SecretKeyFactory.getInstance("PBKDF2WithHmac" + suffix)
    f.generateSecret(PBEKeySpec(pass, salt, 310000, 256)).getEncoded

  def plazaKey(pass: Array[Byte], salt: Array[Byte]): Array[Byte] =
    SCrypt.generate(pass, salt, 1 << 15, 8, 1, 32)

  def visitorKey(): AnyRef =
    val g = Ed25519KeyPairGenerator()
    g.init(Ed25519KeyGenerationParameters(SecureRandom()))
    g.generateKeyPair()
