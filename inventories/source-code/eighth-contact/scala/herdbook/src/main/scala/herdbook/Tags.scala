package herdbook

import java.security.spec.MGF1ParameterSpec
import java.security.{KeyPair, KeyPairGenerator, PrivateKey, PublicKey, SecureRandom, Signature as Seal}
import javax.crypto.spec.{GCMParameterSpec, IvParameterSpec, OAEPParameterSpec, PSource, SecretKeySpec}
import javax.crypto.{Cipher, Mac}

import org.bouncycastle.crypto.generators.SCrypt

object Tags:
  def societyKey(society: Society): KeyPair =
    val generator = KeyPairGenerator.getInstance(society.keyType)
    generator.initialize(society.keyBits)
    generator.generateKeyPair()

  def stamp(how: Stamp, key: Array[Byte], tag: String): Array[Byte] =
    val mac = Mac.getInstance(how.mac)
    mac.init(new SecretKeySpec(key, how.mac))
    mac.doFinal(tag.getBytes("UTF-8"))

  def sealPassport(key: PrivateKey, passport: Array[Byte], alg: String = "Ed25519"): Array[Byte] =
    val seal = Seal.getInstance(alg)
    seal.initSign(key)
    seal.update(passport)
    seal.sign()

  def toVet(key: PublicKey, record: Array[Byte]): Array[Byte] =
    val cipher = Cipher.getInstance("RSA/ECB/OAEPPadding")
    cipher.init(
      Cipher.ENCRYPT_MODE,
      key,
      new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT)
    )
    cipher.doFinal(record)

  /** The readers in the milking parlour; new ones first. */
  def parlour(modern: Boolean, key: Array[Byte], iv: Array[Byte], data: Array[Byte]): Array[Byte] =
    val (cipher, params) =
      if modern then (Cipher.getInstance("AES/GCM/NoPadding"), new GCMParameterSpec(128, iv))
      else (Cipher.getInstance("Blowfish/CBC/PKCS5Padding"), new IvParameterSpec(iv))
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher.getAlgorithm.takeWhile(_ != '/')), params)
    cipher.doFinal(data)

  def pinKey(pin: String, salt: Array[Byte]): Array[Byte] =
    SCrypt.generate(pin.getBytes("UTF-8"), salt, 1 << 15, 8, 1, 32)

  def newSalt(): Array[Byte] =
    val salt = new Array[Byte](16)
    SecureRandom().nextBytes(salt)
    salt
