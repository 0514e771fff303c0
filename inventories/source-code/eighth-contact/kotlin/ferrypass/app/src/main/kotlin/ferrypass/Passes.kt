package ferrypass

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.PrivateKey
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

private const val STORE = "AndroidKeyStore"

/** The crossings sold on board: D = day, E = evening, S = season; all three is "DES". */
val crossings = mapOf("D" to 4.50, "DE" to 6.0, "DES" to 31.0)

class Passes {
    fun deviceKey(alias: String): KeyPair {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, STORE)
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
            .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
            .setDigests(KeyProperties.DIGEST_SHA256)
            .setUserAuthenticationRequired(false)
            .build()
        generator.initialize(spec)
        return generator.generateKeyPair()
    }

    fun walletKey(alias: String): SecretKey {
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE)
        generator.init(
            KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
                .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
                .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
                .setKeySize(256)
                .build()
        )
        return generator.generateKey()
    }

    fun signBoarding(key: PrivateKey, pass: String): ByteArray = key.signWith(SigningRule(), pass.toByteArray())

    fun signSeason(key: PrivateKey, pass: String): ByteArray =
        key.signWith(SigningRule().copy(key = "RSA"), pass.toByteArray())
}

data class SigningRule(val digest: String = "SHA256", val key: String = "ECDSA")

fun PrivateKey.signWith(rule: SigningRule, data: ByteArray): ByteArray =
    Signature.getInstance("${rule.digest}with${rule.key}").run {
        initSign(this@signWith)
        update(data)
        sign()
    }
