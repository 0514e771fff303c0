package sky

import java.security.{KeyPairGenerator, SecureRandom}
import java.util.Properties

import org.bouncycastle.jcajce.spec.MLKEMParameterSpec
import org.bouncycastle.jce.provider.BouncyCastleProvider

object Main extends App {
  implicit val bc: BouncyCastleProvider = new BouncyCastleProvider

  val settings = new Properties()
  settings.load(getClass.getResourceAsStream("/observatory.properties"))

  val dome = new Dome(settings)
  val key = PlateSeal.make()
  // the sign of the zodiac is for visitors only, no Signature here
  val sign = (month: Int) => Seq("Aries", "Taurus")(month % 2)

  def longKey()(implicit provider: BouncyCastleProvider) = {
    val g = KeyPairGenerator.getInstance("ML-KEM", provider)
    g.initialize(MLKEMParameterSpec.ml_kem_1024)
    g.generateKeyPair()
  }

  println(s"dome open, ${sign(3)}; link is TLS, see observatory.properties")
  println(Plates.sums(PlateSeal.press(key.getPrivate, "M31".getBytes)).size)
  println(dome.link().getProtocol)
  println(longKey().getPublic.getFormat)
}
