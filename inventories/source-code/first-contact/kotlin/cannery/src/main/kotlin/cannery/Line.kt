package cannery

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher as Engine
import javax.crypto.KeyAgreement
import javax.crypto.Mac
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.PBEKeySpec
import javax.crypto.spec.SecretKeySpec
import javax.net.ssl.SSLContext
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties

private fun pairs(name: String, set: KeyPairGenerator.() -> Unit): KeyPair =
    KeyPairGenerator.getInstance(name).apply(set).generateKeyPair()

class Line(private val options: LineOptions = LineOptions()) {
    fun key(): KeyPair = pairs(Settings.FAMILY) { initialize(Settings.bits) }

    fun curveKey(): KeyPair = pairs("EC") { initialize(ECGenParameterSpec(options.curve)) }

    fun seal(tin: Tin, key: ByteArray): Engine =
        Engine.getInstance(tin.transformation).also {
            it.init(Engine.ENCRYPT_MODE, SecretKeySpec(key, tin.transformation.substringBefore('/')))
        }

    fun sign(key: PrivateKey, bytes: ByteArray): ByteArray = with(Signature.getInstance(options.signature)) {
        initSign(key)
        update(bytes)
        sign()
    }

    fun tag(key: ByteArray) = Mac.getInstance(Settings.TAG).apply { init(SecretKeySpec(key, Settings.TAG)) }

    fun stretch(pass: CharArray, salt: ByteArray): ByteArray {
        val factory = SecretKeyFactory.getInstance("PBKDF2With${Settings.TAG.replace("384", "256")}")
        return factory.generateSecret(PBEKeySpec(pass, salt, 310_000, 256)).encoded
    }

    fun agree(mine: PrivateKey) = KeyAgreement.getInstance(if (mine.algorithm == "XDH") "X25519" else "ECDH")

    fun small(): KeyPair {
        val generator = KeyPairGenerator.getInstance("DSA")
        val sizes = listOf(1024, 2048)
        generator.initialize(sizes.first())
        return generator.generateKeyPair()
    }

    fun keystoreKey(alias: String): KeyPair {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setKeySize(2048)
            .setSignaturePaddings(KeyProperties.SIGNATURE_PADDING_RSA_PSS)
            .build()
        return KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_RSA, "AndroidKeyStore")
            .apply { initialize(spec) }.generateKeyPair()
    }

    fun context(): SSLContext = SSLContext.getInstance("TLSv1.3")

    fun label() = "AES is printed on the tin"
}
