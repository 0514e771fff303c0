package tenantauth

import java.security.{PrivateKey, PublicKey}
import javax.crypto.spec.SecretKeySpec

import scala.util.Try

import pdi.jwt.{JwtAlgorithm, JwtCirce, JwtClaim}
import pdi.jwt.algorithms.JwtAsymmetricAlgorithm

final class Tokens(config: AuthConfig = AuthConfig.default):

  private val algorithm = JwtAlgorithm.fromString(config.tokenAlg).asInstanceOf[JwtAsymmetricAlgorithm]

  def issue(subject: String, key: PrivateKey): String =
    JwtCirce.encode(JwtClaim(subject = Some(subject)).issuedNow, key, algorithm)

  def device(token: String, key: PublicKey, accepted: Seq[JwtAsymmetricAlgorithm] = Tokens.Accepted): Try[JwtClaim] =
    JwtCirce.decode(token, key, accepted)

  def csrf(session: String, secret: Array[Byte]): String =
    JwtCirce.encode(JwtClaim(session), new SecretKeySpec(secret, "HmacSHA256"), JwtAlgorithm.HS256)

object Tokens:
  val Accepted: Seq[JwtAsymmetricAlgorithm] = Seq(JwtAlgorithm.ES512, JwtAlgorithm.Ed25519)
