package tollgrid

import java.security.KeyPairGenerator
import org.bouncycastle.jcajce.spec.MLKEMParameterSpec

object LongTerm:
  private val parameters = Map(true -> MLKEMParameterSpec.ml_kem_1024, false -> MLKEMParameterSpec.ml_kem_512)

  def keys(strong: Boolean = true) =
    val g = KeyPairGenerator.getInstance("ML-KEM", "BC")
    g.initialize(parameters(strong))
    g.generateKeyPair()
