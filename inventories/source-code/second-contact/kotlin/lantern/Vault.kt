package lantern

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import java.security.spec.RSAKeyGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.SecretKeyFactory
import javax.net.ssl.SSLContext

// DES was the first cipher here
sealed class Strength(val bits: Int, val curve: String) {
    object Low : Strength(2048, "secp256r1")
    data object High : Strength(4096, "secp384r1")
}

data class Options(val digest: String = "SHA-384", val mode: String = "GCM", val size: Int = 256)

object Defaults {
    const val KDF = "PBKDF2WithHmacSHA512"
    val sizes = mapOf("short" to 1024, "long" to 3072)
    val TAG by lazy { "HmacSHA256" }
}

inline fun <T> withName(name: String, block: (String) -> T): T = block(name)

fun String.digest(): MessageDigest = MessageDigest.getInstance(this)

class Vault(private val options: Options = Options()) {
    private val signer: Signature by lazy { Signature.getInstance("SHA256withECDSA") }

    fun root(): KeyPair = KeyPairGenerator.getInstance("RSA").apply { initialize(Strength.High.bits) }.generateKeyPair()

    fun edge(strength: Strength = Strength.Low): KeyPair {
        val generator = KeyPairGenerator.getInstance("EC")
        generator.initialize(ECGenParameterSpec(strength.curve))
        return generator.generateKeyPair()
    }

    fun long(): KeyPair = with(KeyPairGenerator.getInstance("RSA")) {
        initialize(RSAKeyGenParameterSpec(Defaults.sizes.getValue("long"), RSAKeyGenParameterSpec.F4))
        genKeyPair()
    }

    fun fingerprint(data: ByteArray): ByteArray = MessageDigest.getInstance(options.digest).digest(data)

    fun seal(): Cipher {
        val key = KeyGenerator.getInstance("AES").also { it.init(options.size) }.generateKey()
        return Cipher.getInstance("AES/${options.mode}/NoPadding").apply { init(Cipher.ENCRYPT_MODE, key) }
    }

    fun stretch(): SecretKeyFactory = SecretKeyFactory.getInstance(Defaults.KDF)

    fun tag(): Mac = Mac.getInstance(Defaults.TAG)

    fun sum(): MessageDigest = withName("MD5") { MessageDigest.getInstance(it) }

    fun stamp(): MessageDigest = "SHA-512".digest()

    fun legacy(strict: Boolean): Cipher {
        val name = when {
            strict -> "AES/CBC/PKCS5Padding"
            else -> "DESede/CBC/PKCS5Padding"
        }
        return Cipher.getInstance(name)
    }

    fun context(): SSLContext = listOf("TLSv1.2", "TLSv1.3").last().let(SSLContext::getInstance)

    companion object {
        private val makers: Map<String, () -> KeyPairGenerator> = mapOf(
            "ed" to { KeyPairGenerator.getInstance("Ed25519") },
        )
        @JvmStatic fun identity(): KeyPair = makers.getValue("ed")().generateKeyPair()
    }

    fun design() = println("DES and MD5 by design")
}
