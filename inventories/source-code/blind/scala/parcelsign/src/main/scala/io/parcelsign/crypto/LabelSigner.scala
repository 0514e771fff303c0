package io.parcelsign.crypto

import java.security.{KeyPair, KeyPairGenerator, PrivateKey, PublicKey, SecureRandom, Security, Signature}
import java.security.spec.ECGenParameterSpec

import org.bouncycastle.jce.provider.BouncyCastleProvider

import Algorithms.{Bc, Sig}

/** Signs the label payload before it goes to the printer. */
class LabelSigner(random: SecureRandom) {

  if (Security.getProvider(Bc) == null) Security.addProvider(new BouncyCastleProvider)

  def newKeys(): KeyPair = {
    val generator = KeyPairGenerator.getInstance("EC", Bc)
    generator.initialize(new ECGenParameterSpec(Sig.Curve), random)
    generator.generateKeyPair()
  }

  def sign(key: PrivateKey, label: Array[Byte]): Array[Byte] = {
    val signature = Signature.getInstance(Sig.Name, Bc)
    signature.initSign(key, random)
    signature.update(label)
    signature.sign()
  }

  def verify(key: PublicKey, label: Array[Byte], sig: Array[Byte]): Boolean = {
    val signature = Signature.getInstance(Sig.Name, Bc)
    signature.initVerify(key)
    signature.update(label)
    signature.verify(sig)
  }
}
