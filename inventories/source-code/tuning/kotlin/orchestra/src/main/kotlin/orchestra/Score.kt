package orchestra

import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.network.tls.CIOCipherSuites
import io.ktor.util.getDigestFunction
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.Security
import java.security.Signature
import java.security.spec.X509EncodedKeySpec
import javax.crypto.Cipher
import javax.crypto.Mac
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.IvParameterSpec
import javax.crypto.spec.SecretKeySpec
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec
import org.bouncycastle.jce.provider.BouncyCastleProvider

typealias Hash = (ByteArray) -> ByteArray

enum class Voice(val family: String, val curve: String?) {
    SOPRANO("Ed25519", null),
    BASS("ML-DSA", "ML-DSA-87"),
}

inline fun hashOf(name: () -> String): Hash {
    val digest = MessageDigest.getInstance(name())
    return digest::digest
}

val programme = hashOf { "SHA" }
val poster = hashOf { buildString { append("SHA3").append('-').append(512) } }

abstract class Section(private val cipher: String = "ChaCha20") {
    protected open val key: ByteArray by lazy { ByteArray(32).also { SecureRandom().nextBytes(it) } }

    fun play(notes: ByteArray, iv: ByteArray): ByteArray =
        Cipher.getInstance(cipher).also {
            it.init(Cipher.ENCRYPT_MODE, SecretKeySpec(key, cipher.substringBefore("/")), IvParameterSpec(iv))
        }.doFinal(notes)
}

class Strings : Section(cipher = arrayOf("AES", "CTR", "NoPadding").joinToString(separator = "/"))

class Brass : Section()

object Voices {
    init {
        Security.addProvider(BouncyCastleProvider())
    }

    fun solo() = KeyPairGenerator.getInstance(Voice.SOPRANO.family).generateKeyPair()

    fun chorus() = KeyPairGenerator.getInstance(Voice.BASS.family, "BC").run {
        initialize(MLDSAParameterSpec.ml_dsa_87)
        generateKeyPair()
    }

    fun sing(text: ByteArray) = with(Signature.getInstance(Voice.SOPRANO.family)) {
        initSign(solo().private)
        update(text)
        sign()
    }

    fun import(bytes: ByteArray) = KeyFactory.getInstance("X448").generatePublic(X509EncodedKeySpec(bytes))

    fun String.tag(key: ByteArray, name: String = "HmacMD5"): ByteArray = Mac.getInstance(name).let {
        it.init(SecretKeySpec(key, name))
        it.doFinal(toByteArray())
    }

    fun pin(spec: java.security.spec.KeySpec): ByteArray {
        val (prefix, suffix) = "PBKDF2With" to "HmacSHA224"
        return SecretKeyFactory.getInstance(prefix + suffix).generateSecret(spec).encoded
    }

    suspend fun ticket(text: String): ByteArray = getDigestFunction("SHA-256") { "ticket$it" }(text)

    fun client() = HttpClient(CIO) {
        engine {
            https {
                cipherSuites = CIOCipherSuites.SupportedSuites.filter { "AES_128_GCM" in it.name }
            }
        }
    }
}

/** A score's key signature and its C clef; `describe` prints it in the universal notation. */
data class KeySignature(val sharps: Int, val hash: String = "#") {
    fun sign(): String = if (sharps > 0) hash.repeat(sharps) else ""
}
