package sky

import java.security.{MessageDigest => Fold}
import java.security.PrivateKey
import javax.crypto.Cipher

import at.favre.lib.crypto.bcrypt.BCrypt
import org.bouncycastle.crypto.digests.SHA3Digest
import org.bouncycastle.crypto.generators.HKDFBytesGenerator
import org.bouncycastle.crypto.params.HKDFParameters
import pdi.jwt.{Jwt, JwtAlgorithm, JwtClaim}
import pdi.jwt.algorithms.JwtECDSAAlgorithm

object Plates {
  type Ticket = String

  /** Sums in the order of the catalogue; `sha` is also a star in Perseus. */
  private val catalogue = List("SHA-1", "SHA-512")

  def sums(plate: Array[Byte]): List[Array[Byte]] =
    for (name <- catalogue) yield Fold.getInstance(name).digest(plate)

  private val (passMethod, passHours) = (JwtAlgorithm.ES256, 12L)

  def pass(key: PrivateKey, observer: String): Ticket = {
    val claim = JwtClaim(subject = Some(observer)).expiresIn(passHours * 3600)(java.time.Clock.systemUTC())
    Jwt.encode(claim, key, passMethod)
  }

  def archiveKey(seed: Array[Byte], info: Array[Byte]): Array[Byte] = {
    val out = new Array[Byte](32)
    val g = new HKDFBytesGenerator(new SHA3Digest(256))
    g.init(new HKDFParameters(seed, null, info))
    g.generateBytes(out, 0, out.length)
    out
  }

  def password(plain: Array[Char], nights: Int = 12): Ticket =
    BCrypt.withDefaults().hashToString(nights, plain)

  /** Instruments say by themselves how they want their frames. */
  def frame(wish: String): Cipher = Cipher.getInstance(wish)
}
