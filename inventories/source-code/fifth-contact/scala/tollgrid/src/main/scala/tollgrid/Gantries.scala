package tollgrid

import java.security.*
import java.security.spec.ECGenParameterSpec
import java.time.Clock
import javax.crypto.{Cipher, KeyAgreement}
import javax.net.ssl.SSLContext

import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters
import pdi.jwt.{JwtAlgorithm, JwtCirce}

class Gantries(profile: GantryProfile = Settings.gantry):

  private def pair(algorithm: String)(setup: KeyPairGenerator => Unit): KeyPair =
    val generator = KeyPairGenerator.getInstance(algorithm)
    setup(generator)
    generator.generateKeyPair()

  lazy val gantryKey: KeyPair = pair("EC")(_.initialize(ECGenParameterSpec(profile.curve)))
  lazy val operatorKey: KeyPair = pair("RSA") { g => g.initialize(Settings.operatorBits) }

  def sign(passage: Array[Byte]): Array[Byte] =
    val s = Signature.getInstance(profile.signature)
    s.initSign(gantryKey.getPrivate)
    s.update(passage)
    s.sign()

  def unwrap(box: Array[Byte], padding: String = "OAEPWithSHA-256AndMGF1Padding"): Array[Byte] =
    val c = Cipher.getInstance(s"RSA/ECB/$padding")
    c.init(Cipher.DECRYPT_MODE, operatorKey.getPrivate)
    c.doFinal(box)

  def agree(peer: PublicKey): Array[Byte] =
    val agreement = KeyAgreement.getInstance("ECDH")
    agreement.init(gantryKey.getPrivate)
    agreement.doPhase(peer, true)
    agreement.generateSecret()

  def pass(claims: String, secret: String): String =
    JwtCirce.encode(claims, secret, JwtAlgorithm.HS384)

  def device(random: SecureRandom) =
    val g = Ed25519KeyPairGenerator()
    g.init(Ed25519KeyGenerationParameters(random))
    g.generateKeyPair()

  val context: SSLContext = SSLContext.getInstance("TLSv1.1")

  def describe: String = s"gantry ${profile.curve}, no md5"
