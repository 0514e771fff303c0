package glint

import dev.whyoleg.cryptography.CryptographyProvider
import dev.whyoleg.cryptography.BinarySize.Companion.bits
import dev.whyoleg.cryptography.algorithms.AES
import dev.whyoleg.cryptography.algorithms.ECDH
import dev.whyoleg.cryptography.algorithms.EC
import dev.whyoleg.cryptography.algorithms.RSA
import dev.whyoleg.cryptography.algorithms.SHA512
import java.security.MessageDigest
import java.util.Properties
import java.util.zip.CRC32
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.PBEKeySpec
import org.kotlincrypto.hash.blake2.BLAKE2b
import org.kotlincrypto.hash.sha3.SHA3_224
import org.kotlincrypto.macs.hmac.sha2.HmacSHA256
import org.web3j.crypto.ECKeyPair
import org.web3j.crypto.Hash
import org.web3j.crypto.Keys
import org.web3j.crypto.Sign
import org.bouncycastle.crypto.engines.SEEDEngine
import org.bouncycastle.crypto.generators.SCrypt
import org.bouncycastle.crypto.modes.OFBBlockCipher
import org.bouncycastle.crypto.params.KeyParameter
import org.bouncycastle.crypto.params.ParametersWithIV

class Pack(private val properties: Properties, private val provider: CryptographyProvider = CryptographyProvider.Default) {

    private val digests: Map<String, () -> MessageDigest> = mapOf(
        "fast" to { MessageDigest.getInstance("MD5") },
        "slow" to { MessageDigest.getInstance("SHA-512/256") },
    )

    fun sum(file: ByteArray): ByteArray = digests.getValue("slow")().digest(file)

    fun stretch(password: CharArray, salt: ByteArray): ByteArray {
        val prf = properties.getProperty("glint.prf", "HmacSHA256")
        return SecretKeyFactory.getInstance("PBKDF2With$prf")
            .generateSecret(PBEKeySpec(password, salt, 600_000, 256))
            .encoded
    }

    fun stretchHard(password: ByteArray, salt: ByteArray): ByteArray = SCrypt.generate(password, salt, 1 shl 16, 8, 1, 32)

    suspend fun boxKey() = provider.get(AES.CTR).keyGenerator(AES.Key.Size.B192).generateKey()

    suspend fun wrapKey(size: Int = 3072) = provider.get(RSA.OAEP).keyPairGenerator(size.bits, SHA512).generateKey()

    suspend fun peerKey() = provider.get(ECDH).keyPairGenerator(EC.Curve.P384).generateKey()

    fun label(file: ByteArray): ByteArray = SHA3_224().digest(file)

    fun shortLabel(file: ByteArray): ByteArray = BLAKE2b(512).digest(file)

    fun tag(key: ByteArray, file: ByteArray): ByteArray = HmacSHA256(key).doFinal(file)

    fun owner(): ECKeyPair = Keys.createEcKeyPair()

    fun own(file: ByteArray, owner: ECKeyPair): Sign.SignatureData = Sign.signMessage(Hash.sha3(file), owner, false)

    fun seoul(key: ByteArray, iv: ByteArray, file: ByteArray): ByteArray {
        val stream = OFBBlockCipher(SEEDEngine(), 128)
        stream.init(true, ParametersWithIV(KeyParameter(key), iv))
        return ByteArray(file.size).also { stream.processBytes(file, 0, file.size, it, 0) }
    }

    fun parity(file: ByteArray): Long = CRC32().apply { update(file) }.value

    fun sign(pack: String): String = "signed pack $pack for the universal shelf"
}
