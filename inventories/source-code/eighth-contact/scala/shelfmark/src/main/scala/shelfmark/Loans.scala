package shelfmark

import java.nio.charset.StandardCharsets.UTF_8
import java.security.spec.ECGenParameterSpec
import java.security.{KeyPair, KeyPairGenerator, MessageDigest, PrivateKey, PublicKey, Signature}
import javax.crypto.KeyAgreement

import com.github.t3hnar.bcrypt._
import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}

class Loans(settings: Settings) {

  def branchKey(): KeyPair = {
    val generator = KeyPairGenerator.getInstance("RSA")
    generator.initialize(settings.branchKeyBits)
    generator.generateKeyPair()
  }

  private def curveKey(curve: String): KeyPair = {
    val generator = KeyPairGenerator.getInstance("EC")
    generator.initialize(new ECGenParameterSpec(curve))
    generator.generateKeyPair()
  }

  def receiptKey(): KeyPair = curveKey(Curves.Branch)
  def vanKey(): KeyPair     = curveKey(Curves.Van)

  def receipt(key: PrivateKey, text: String): Array[Byte] = {
    val signature = Signature.getInstance(settings.receiptSignature)
    signature.initSign(key)
    signature.update(text.getBytes(UTF_8))
    signature.sign()
  }

  def cardMark(card: String): String =
    MessageDigest.getInstance(settings.cardDigest).digest(card.getBytes(UTF_8)).map("%02x".format(_)).mkString

  def partnerToken(key: PrivateKey, reader: String): String =
    Jwt.encode(JwtClaim(subject = Some(reader)).issuedNow(java.time.Clock.systemUTC), key, JwtAlgorithm.RS512)

  def readerOf(token: String, key: PublicKey): Option[String] =
    Jwt.decode(token, key, Seq(JwtAlgorithm.ES256)).toOption.flatMap(_.subject)

  def storePin(pin: String): String = pin.bcryptBounded(12)

  def vanSecret(own: PrivateKey, van: PublicKey): Array[Byte] = {
    val agreement = KeyAgreement.getInstance("ECDH")
    agreement.init(own)
    agreement.doPhase(van, true)
    agreement.generateSecret()
  }

  /** The hash sign in front of a shelf mark is cut off. */
  def seal(shelf: Shelf): String = shelf.stripPrefix("#")

  def hash(shelf: Shelf): Int = shelf.hashCode & 0xff
}
