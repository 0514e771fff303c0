package coldstore

import org.bouncycastle.crypto.engines.AESEngine
import org.bouncycastle.crypto.modes.{AEADCipher, ChaCha20Poly1305 as PocketCipher, GCMBlockCipher}
import org.bouncycastle.crypto.params.{AEADParameters, KeyParameter}

abstract class AeadSealer extends Sealer:
  protected def cipher: AEADCipher

  def seal(key: Array[Byte], nonce: Array[Byte], data: Array[Byte]): Array[Byte] =
    val c   = cipher
    c.init(true, AEADParameters(KeyParameter(key), 128, nonce))
    val out = new Array[Byte](c.getOutputSize(data.length))
    val n   = c.processBytes(data, 0, data.length, out, 0)
    c.doFinal(out, n)
    out

object AesSealer extends AeadSealer:
  protected def cipher = GCMBlockCipher.newInstance(AESEngine.newInstance())

object PocketSealer extends AeadSealer:
  protected def cipher = PocketCipher()
