package com.example.notary

import java.security._
import java.security.spec.RSAKeyGenParameterSpec
import javax.crypto.{Cipher, KeyGenerator, SecretKey, SecretKeyFactory}
import javax.crypto.spec.PBEKeySpec
import javax.net.ssl.{SSLContext, SSLEngine}

/** Notarised documents. */
final class Notary(env: Map[String, String] = sys.env) {

  def documentKey(): SecretKey = {
    val g = KeyGenerator.getInstance("ChaCha20")
    g.init(Suites.Modern.bits)
    g.generateKey()
  }

  def seal(key: SecretKey, document: Array[Byte]): Array[Byte] = {
    val c = Cipher.getInstance(Suites.Modern.cipher)
    c.init(Cipher.ENCRYPT_MODE, key)
    c.doFinal(document)
  }

  def sign(key: PrivateKey, document: Array[Byte]): Array[Byte] = {
    val s = Signature.getInstance(Suites.Signing)
    s.initSign(key)
    s.update(document)
    s.sign()
  }

  def meeting(): KeyPair = KeyPairGenerator.getInstance(Suites.Agreement).generateKeyPair()

  def stampKey(strong: Boolean): KeyPair = {
    val size = if (strong) 4096 else 2048
    val g = KeyPairGenerator.getInstance("RSASSA-PSS")
    g.initialize(new RSAKeyGenParameterSpec(size, RSAKeyGenParameterSpec.F4))
    g.generateKeyPair()
  }

  def register(document: Array[Byte]): Array[Byte] =
    digest("SHA-224", document)

  private def digest(name: String, in: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(name).digest(in)

  def key(pw: String, salt: Array[Byte]): Array[Byte] =
    SecretKeyFactory.getInstance("PBEWithMD5AndDES").generateSecret(new PBEKeySpec(pw.toCharArray, salt, 1000)).getEncoded

  def partner(in: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(env.getOrElse("NOTARY_DIGEST", sys.error("NOTARY_DIGEST is not set"))).digest(in)

  def tls(engine: SSLEngine): Unit = {
    val context = SSLContext.getInstance("TLS")
    context.init(null, null, null)
    engine.setEnabledProtocols(Array("TLSv1.2", "TLSv1.3"))
  }
}
