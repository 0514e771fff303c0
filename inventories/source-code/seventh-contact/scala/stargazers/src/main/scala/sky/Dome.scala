package sky

import java.security.{KeyPair, KeyPairGenerator, PrivateKey, PublicKey, Signature}
import java.util.Properties
import javax.crypto.KeyAgreement
import javax.net.ssl.SSLContext

/** Which night a plate belongs to. */
object Night extends Enumeration {
  val New: Value = Value("X25519")
  val Full: Value = Value("X448")
}

/** Ways to sign a plate. */
trait Seal {
  protected def family: String
  protected def method: String

  def make(): KeyPair = KeyPairGenerator.getInstance(family).generateKeyPair()

  def press(key: PrivateKey, plate: Array[Byte]): Array[Byte] = {
    val s = Signature.getInstance(method)
    s.initSign(key)
    s.update(plate)
    s.sign()
  }
}

object PlateSeal extends Seal {
  override protected val family: String = "Ed448"
  override protected val method: String = family
}

/** The dome is handed its settings by `Main`. */
class Dome(settings: Properties) {
  def link(): SSLContext =
    SSLContext.getInstance(settings.getProperty("link.protocol", "TLSv1.2"))

  def neighbours(): Option[KeyPair] = {
    val night = Night.New
    Option(night).map(n => KeyPairGenerator.getInstance(n.toString).generateKeyPair())
  }

  def share(mine: PrivateKey, theirs: PublicKey): Array[Byte] = {
    val a = KeyAgreement.getInstance("XDH")
    a.init(mine)
    a.doPhase(theirs, true)
    a.generateSecret()
  }
}
