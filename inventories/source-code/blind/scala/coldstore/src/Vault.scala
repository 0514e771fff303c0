package coldstore

import java.security.SecureRandom

import org.bouncycastle.crypto.digests.{Blake2bDigest, SHA512Digest}
import org.bouncycastle.crypto.generators.{Argon2BytesGenerator, HKDFBytesGenerator}
import org.bouncycastle.crypto.params.{Argon2Parameters, Ed25519PrivateKeyParameters, Ed25519PublicKeyParameters, HKDFParameters}
import org.bouncycastle.crypto.signers.Ed25519Signer

class Vault(profile: Profile = Profile.default):

  private val random = SecureRandom()

  def unlock(passphrase: String, salt: Array[Byte]): Array[Byte] =
    val params = Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
      .withVersion(Argon2Parameters.ARGON2_VERSION_13)
      .withIterations(profile.rounds)
      .withMemoryPowOfTwo(16)
      .withSalt(salt)
      .build()
    val generator = Argon2BytesGenerator()
    generator.init(params)
    val key = new Array[Byte](profile.keyBits / 8)
    generator.generateBytes(passphrase.toCharArray, key)
    key

  /** One key for every file, so that a lost one does not open the rest. */
  def fileKey(master: Array[Byte], path: String): Array[Byte] =
    val hkdf = HKDFBytesGenerator(SHA512Digest())
    hkdf.init(HKDFParameters(master, null, path.getBytes("UTF-8")))
    val key = new Array[Byte](profile.keyBits / 8)
    hkdf.generateBytes(key, 0, key.length)
    key

  def nonce(): Array[Byte] =
    val n = new Array[Byte](12)
    random.nextBytes(n)
    n

  def contentId(data: Array[Byte]): Array[Byte] =
    val d   = Blake2bDigest(256)
    val out = new Array[Byte](d.getDigestSize)
    d.update(data, 0, data.length)
    d.doFinal(out, 0)
    out

  def newOwner(): Ed25519PrivateKeyParameters = Ed25519PrivateKeyParameters(random)

  def signIndex(owner: Ed25519PrivateKeyParameters, index: Array[Byte]): Array[Byte] =
    val signer = Ed25519Signer()
    signer.init(true, owner)
    signer.update(index, 0, index.length)
    signer.generateSignature()

  def indexIsOurs(owner: Ed25519PublicKeyParameters, index: Array[Byte], sig: Array[Byte]): Boolean =
    val signer = Ed25519Signer()
    signer.init(false, owner)
    signer.update(index, 0, index.length)
    signer.verifySignature(sig)
