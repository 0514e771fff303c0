package com.example.ostler

import cats.effect.IO
import com.github.t3hnar.bcrypt._
import com.typesafe.scalalogging.LazyLogging
import fs2.Stream
import java.security.{KeyPair, KeyPairGenerator, MessageDigest, SecureRandom, Signature}
import java.security.spec.ECGenParameterSpec
import javax.crypto.{Cipher, KeyGenerator, SecretKey}
import javax.crypto.spec.IvParameterSpec
import javax.net.ssl.SSLContext
import pdi.jwt.{JwtAlgorithm, JwtCirce}
import pdi.jwt.algorithms.JwtHmacAlgorithm

/** Looks after the AES keys of the stalls. */
class Stables(settings: Settings = Settings.loaded) extends LazyLogging with Farriery {

  import Settings.Document

  private val random = new SecureRandom()

  def stallKey(): SecretKey = {
    val generator = KeyGenerator.getInstance("AES")
    generator.init(settings.stall.keyBits, random)
    generator.generateKey()
  }

  def close(iv: Array[Byte], text: Array[Byte]): Array[Byte] = {
    val Stall(transformation, _) = settings.stall
    val cipher = Cipher.getInstance(transformation)
    cipher.init(Cipher.ENCRYPT_MODE, stallKey(), new IvParameterSpec(iv))
    cipher.doFinal(text)
  }

  def bridleMark(bridle: Array[Byte]): Array[Byte] =
    MessageDigest.getInstance(settings.bridleDigest).digest(bridle)

  def pedigreeKey(): KeyPair = keyFor(Document.Pedigree)

  private def keyFor(document: Document): KeyPair = {
    val generator = KeyPairGenerator.getInstance("EC")
    generator.initialize(new ECGenParameterSpec(document.curve), random)
    generator.generateKeyPair()
  }

  def signPedigree(pedigree: Array[Byte]): Array[Byte] = {
    val signature = Signature.getInstance(s"SHA${hoofBits}withECDSA")
    signature.initSign(pedigreeKey().getPrivate)
    signature.update(pedigree)
    signature.sign()
  }

  def token(groom: String, secret: String)(implicit algorithm: JwtHmacAlgorithm): String = {
    logger.info("token with HMAC")
    JwtCirce.encode(s"""{"sub":"$groom"}""", secret, algorithm)
  }

  def groomToken(secret: String): String = token("groom", secret)

  def password(text: String): String = text.boundedBcrypt

  def etag(page: Stream[IO, Byte]): Stream[IO, Byte] = page.through(fs2.hash.sha1)

  def channel(): SSLContext = SSLContext.getInstance(protocols("public"))
}
