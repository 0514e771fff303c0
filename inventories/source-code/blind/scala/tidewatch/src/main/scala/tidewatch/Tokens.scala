package tidewatch

import java.time.Clock

import scala.util.Try

import pdi.jwt.{JwtAlgorithm, JwtCirce, JwtClaim}
import pdi.jwt.algorithms.JwtHmacAlgorithm

/** Short-lived tokens for the gauges that push readings. */
class Tokens(settings: Settings)(implicit clock: Clock) {

  private val algorithm: JwtHmacAlgorithm = JwtAlgorithm.fromString(settings.tokenAlgorithm) match {
    case a: JwtHmacAlgorithm => a
    case other               => sys.error(s"${other.name} is no algorithm for a shared secret")
  }

  def issue(gauge: String): String = {
    val claim = JwtClaim(subject = Some(gauge)).issuedNow.expiresIn(900)
    JwtCirce.encode(claim, settings.tokenSecret, algorithm)
  }

  def gaugeOf(token: String): Try[String] =
    JwtCirce
      .decode(token, settings.tokenSecret, Seq(algorithm))
      .flatMap(c => Try(c.subject.get))

  // tokens of the harbour office are signed by their own identity provider
  def officer(token: String, key: java.security.PublicKey): Try[JwtClaim] =
    JwtCirce.decode(token, key, Seq(JwtAlgorithm.RS256))
}
