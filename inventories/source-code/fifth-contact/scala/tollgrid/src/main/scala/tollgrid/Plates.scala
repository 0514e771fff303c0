package tollgrid

import java.security.{MessageDigest as Hasher, SecureRandom}
import javax.crypto.{Cipher, Mac, SecretKeyFactory}
import javax.crypto.spec.{IvParameterSpec, PBEKeySpec, SecretKeySpec}

trait Sealing:
  protected def transformation: String
  protected def family: String = transformation.takeWhile(_ != '/')

  def seal(key: Array[Byte], iv: Array[Byte], plate: String): Array[Byte] =
    val cipher = Cipher.getInstance(transformation)
    cipher.init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, family), IvParameterSpec(iv))
    cipher.doFinal(plate.getBytes("UTF-8"))

final class Plates(secret: Array[Char]) extends Sealing:
  override protected def transformation: String = Settings.plateCipher

  private val random = SecureRandom.getInstanceStrong

  def key(salt: Array[Byte])(using scheme: Scheme): Array[Byte] =
    SecretKeyFactory.getInstance(scheme.kdf)
      .generateSecret(PBEKeySpec(secret, salt, scheme.rounds, 256))
      .getEncoded

  def tag(key: Array[Byte], plate: String)(using scheme: Scheme): Array[Byte] =
    val mac = Mac.getInstance(scheme.mac)
    mac.init(SecretKeySpec(key, scheme.mac))
    mac.doFinal(plate.getBytes("UTF-8"))

  def pseudonym(plate: String): String =
    List("SHA", "384").mkString("-") match
      case name => Hasher.getInstance(name).digest(plate.getBytes).map("%02x".format(_)).mkString

  def legacy(plate: String, key: Array[Byte]): Array[Byte] =
    val cipher = Cipher.getInstance("DESede")
    cipher.init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, "DESede"))
    cipher.doFinal(plate.getBytes)
