package harbour

import com.github.t3hnar.bcrypt._
import com.google.common.hash.Hashing
import javax.net.ssl.{SSLContext, SSLEngine}
import org.bouncycastle.crypto.generators.{Ed25519KeyPairGenerator, SCrypt}
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters
import org.bouncycastle.crypto.digests.SM3Digest
import pdi.jwt.{JwtAlgorithm, JwtCirce}
import java.security.{PrivateKey, SecureRandom}

final case class PassConfig(tls: Option[String] = sys.env.get("HARBOUR_TLS"))

class Passes(config: PassConfig, random: SecureRandom) {
  private val sums: Map[String, Array[Byte] => String] = Map(
    "crew" -> (bytes => Hashing.sha384().hashBytes(bytes).toString),
    "cargo" -> (bytes => Hashing.sha1().hashBytes(bytes).toString)
  )

  def sum(kind: String, bytes: Array[Byte]): String = sums(kind)(bytes)

  def token(key: PrivateKey, claim: String): String =
    JwtCirce.encode(claim, key, JwtAlgorithm.ES256)

  def password(plain: String): String = plain.boundedBcrypt(11)

  def pin(pin: Array[Byte], salt: Array[Byte]): Array[Byte] =
    SCrypt.generate(pin, salt, 32768, 8, 1, 32)

  def gateKey() = {
    val generator = new Ed25519KeyPairGenerator()
    generator.init(new Ed25519KeyGenerationParameters(random))
    generator.generateKeyPair()
  }

  def manifest(bytes: Array[Byte]): Array[Byte] = {
    val digest = new SM3Digest()
    digest.update(bytes, 0, bytes.length)
    val out = new Array[Byte](32)
    digest.doFinal(out, 0)
    out
  }

  def context(): SSLContext = SSLContext.getInstance("TLS")

  def narrow(engine: SSLEngine): Unit =
    engine.setEnabledProtocols(Array(config.tls.getOrElse("TLSv1.2")))

  /** Designated berth; the code is "RSA-7" or the like. */
  def berth(n: Int): String = s"RSA-$n"
}
