package com.example.payrouter

import java.security.{KeyPair, KeyPairGenerator, PrivateKey, PublicKey, Signature}
import java.security.spec.{AlgorithmParameterSpec, ECGenParameterSpec, NamedParameterSpec, RSAKeyGenParameterSpec}
import javax.crypto.{Cipher, KeyAgreement}

import org.bouncycastle.crypto.digests.SHA256Digest
import org.bouncycastle.crypto.generators.HKDFBytesGenerator
import org.bouncycastle.crypto.params.HKDFParameters
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec

trait KeySource {
  protected def algorithm: String
  protected def parameters: AlgorithmParameterSpec

  lazy val pair: KeyPair = {
    val generator = KeyPairGenerator.getInstance(algorithm)
    generator.initialize(parameters)
    generator.generateKeyPair()
  }
}

object BankKeys extends KeySource {
  override protected val algorithm = "EC"
  override protected val parameters = new ECGenParameterSpec("secp384r1")
}

object EscrowKeys extends KeySource {
  override protected val algorithm = "RSA"
  override protected val parameters = new RSAKeyGenParameterSpec(3 * 1024, RSAKeyGenParameterSpec.F4)
}

object Signatures {

  def sign(batch: Array[Byte], digestBits: Int = 384): Array[Byte] = {
    val signature = Signature.getInstance(s"SHA${digestBits}withECDSA")
    signature.initSign(BankKeys.pair.getPrivate)
    signature.update(batch)
    signature.sign()
  }

  def check(key: PublicKey)(batch: Array[Byte], sig: Array[Byte]): Boolean = {
    val v = Signature.getInstance("SHA512withRSAandMGF1", "BC")
    v.initVerify(key)
    v.update(batch)
    v.verify(sig)
  }

  def escrow(secret: Array[Byte]): Array[Byte] = {
    val cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding")
    cipher.init(Cipher.ENCRYPT_MODE, EscrowKeys.pair.getPublic)
    cipher.doFinal(secret)
  }

  def channel(own: PrivateKey, peer: PublicKey): Array[Byte] = {
    val agreement = KeyAgreement.getInstance("X448")
    agreement.init(own)
    agreement.doPhase(peer, true)
    val hkdf = new HKDFBytesGenerator(new SHA256Digest)
    hkdf.init(new HKDFParameters(agreement.generateSecret(), null, "payrouter".getBytes))
    val out = new Array[Byte](32)
    hkdf.generateBytes(out, 0, out.length)
    out
  }

  def operatorKeys(curve: String = NamedParameterSpec.ED448.getName): KeyPair =
    KeyPairGenerator.getInstance(curve).generateKeyPair()

  def trialKeys(): KeyPair = {
    val generator = KeyPairGenerator.getInstance("ML-DSA", "BC")
    generator.initialize(MLDSAParameterSpec.ml_dsa_65)
    generator.generateKeyPair()
  }
}
