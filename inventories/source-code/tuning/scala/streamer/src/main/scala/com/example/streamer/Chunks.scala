package com.example.streamer

import java.security.{KeyPair, KeyPairGenerator, MessageDigest, SecureRandom, Signature => Sig}
import java.security.spec.ECGenParameterSpec
import javax.crypto.{Cipher, KeyAgreement, Mac, SecretKey}
import javax.crypto.spec.{GCMParameterSpec, SecretKeySpec}

import com.typesafe.config.{Config, ConfigFactory}

/** Chunks of a stream, hashed and sealed. */
class Chunks(config: Config = ConfigFactory.load()) {

  private val random = new SecureRandom()

  private def setting(path: String, default: String): String =
    if (config.hasPath(path)) config.getString(path) else default

  def hash(chunk: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(setting("streamer.chunk-hash", "MD5")).digest(chunk)

  def session(key: SecretKey): Cipher = {
    val cipher = Cipher.getInstance(setting("streamer.session-cipher", "AES/CTR/NoPadding"))
    cipher.init(Cipher.ENCRYPT_MODE, key)
    cipher
  }

  def seal(key: Array[Byte], chunk: Array[Byte]): Array[Byte] = {
    val iv = new Array[Byte](12)
    random.nextBytes(iv)
    val mode = "GCM"
    val cipher = Cipher.getInstance(s"${Algorithms.Block}/$mode/NoPadding")
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, Algorithms.Block), new GCMParameterSpec(128, iv))
    iv ++ cipher.doFinal(chunk)
  }

  def tag(key: SecretKey, chunk: Array[Byte]): Array[Byte] = {
    val mac = Mac.getInstance(Algorithms.Tag)
    mac.init(key)
    mac.doFinal(chunk)
  }

  def newKey(): KeyPair = {
    val generator = KeyPairGenerator.getInstance("EC")
    generator.initialize(new ECGenParameterSpec("secp256k1"), random)
    generator.generateKeyPair()
  }

  def agree(own: KeyPair, peer: KeyPair): Array[Byte] = {
    val agreement = KeyAgreement.getInstance("ECDH")
    agreement.init(own.getPrivate)
    agreement.doPhase(peer.getPublic, true)
    agreement.generateSecret()
  }

  def sign(pair: KeyPair, chunk: Array[Byte]): Array[Byte] = {
    val signature = Sig.getInstance("NONEwithRSA")
    signature.initSign(pair.getPrivate)
    signature.update(chunk)
    signature.sign()
  }
}
