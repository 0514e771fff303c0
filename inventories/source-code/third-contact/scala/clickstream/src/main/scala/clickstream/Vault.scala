package clickstream

import com.google.common.hash.{HashFunction, Hashing}
import com.google.crypto.tink.{Aead, KeyTemplates, KeysetHandle, PublicKeySign}
import com.google.crypto.tink.aead.AeadConfig
import com.google.crypto.tink.signature.{PredefinedSignatureParameters, SignatureConfig}

class Vault {
  AeadConfig.register()
  SignatureConfig.register()

  private val handle = KeysetHandle.generateNew(KeyTemplates.get(Settings("vault.template", "AES256_GCM")))
  private lazy val aead: Aead = handle.getPrimitive(classOf[Aead])

  def close(row: Array[Byte], context: Array[Byte]): Array[Byte] = aead.encrypt(row, context)

  def signer(): PublicKeySign =
    KeysetHandle.generateNew(PredefinedSignatureParameters.RSA_SSA_PKCS1_3072_SHA256_F4).getPrimitive(classOf[PublicKeySign])

  private val functions: PartialFunction[String, HashFunction] = {
    case "wide" => Hashing.sha512()
    case "short" => Hashing.sipHash24()
  }

  def digest(kind: String, row: Array[Byte]): String =
    functions.lift(kind).fold("")(_.hashBytes(row).toString)
}
