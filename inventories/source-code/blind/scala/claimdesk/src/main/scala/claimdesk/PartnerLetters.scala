package claimdesk

import com.nimbusds.jose._
import com.nimbusds.jose.crypto.{ECDSASigner, RSAEncrypter}
import com.nimbusds.jose.jwk.{Curve, ECKey, RSAKey}
import com.nimbusds.jose.jwk.gen.ECKeyGenerator

/** How a partner insurer wants its letters wrapped. */
final case class Profile(alg: JWEAlgorithm, enc: EncryptionMethod)

object PartnerLetters {

  val Profiles: Map[String, Profile] = Map(
    "helvia"   -> Profile(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM),
    "norvarda" -> Profile(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
  )

  // partners are keyed by their short name; "hs256" is the branch office at Hauptstrasse 256
  private val Branches = Map("hs256" -> "norvarda", "main" -> "helvia")

  lazy val signingKey: ECKey =
    new ECKeyGenerator(Curve.P_256).keyID("letters-1").generate()

  def sign(payload: String): JWSObject = {
    val header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(signingKey.getKeyID).build()
    val jws    = new JWSObject(header, new Payload(payload))
    jws.sign(new ECDSASigner(signingKey))
    jws
  }

  def wrap(branch: String, partnerKey: RSAKey, payload: String): String = {
    val profile = Profiles(Branches.getOrElse(branch, "helvia"))
    val jwe = new JWEObject(new JWEHeader(profile.alg, profile.enc), new Payload(sign(payload)))
    jwe.encrypt(new RSAEncrypter(partnerKey))
    jwe.serialize()
  }

  def supported: List[String] = Profiles.keys.toList.sorted
}
