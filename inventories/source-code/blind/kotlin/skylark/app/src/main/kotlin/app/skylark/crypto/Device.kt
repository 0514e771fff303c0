package app.skylark.crypto

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import androidx.security.crypto.EncryptedSharedPreferences
import androidx.security.crypto.MasterKey
import com.google.crypto.tink.KeyTemplates
import com.google.crypto.tink.KeysetHandle
import com.goterl.lazysodium.LazySodiumAndroid
import com.goterl.lazysodium.SodiumAndroid
import com.goterl.lazysodium.interfaces.PwHash
import com.goterl.lazysodium.utils.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.spec.IvParameterSpec
import okio.ByteString.Companion.toByteString

class Device(private val context: Context, private val rsaBits: Int = DEFAULT_BITS) {
    private val sodium by lazy { LazySodiumAndroid(SodiumAndroid()) }

    val safety = SafetyNumber { MessageDigest.getInstance(FINGERPRINT).digest(it) }

    fun identity(): KeyPair = sodium.cryptoSignKeypair()

    fun exchange(): KeyPair = sodium.cryptoBoxKeypair()

    fun lockCode(code: String): String =
        sodium.cryptoPwHashStr(code, PwHash.OPSLIMIT_INTERACTIVE, PwHash.MEMLIMIT_INTERACTIVE)

    fun encrypt(key: SecretKey, message: ByteArray): Pair<ByteArray, ByteArray> {
        val cipher = Suite.MESSAGE()
        cipher.init(Cipher.ENCRYPT_MODE, key)
        return cipher.iv to cipher.doFinal(message)
    }

    fun export(key: SecretKey, iv: ByteArray, archive: ByteArray): ByteArray = Suite.EXPORT().run {
        init(Cipher.ENCRYPT_MODE, key, IvParameterSpec(iv))
        doFinal(archive)
    }

    fun linkKey(alias: String): java.security.KeyPair {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_RSA, "AndroidKeyStore")
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_DECRYPT)
            .setKeySize(rsaBits)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_RSA_OAEP)
            .build()
        generator.initialize(spec)
        return generator.generateKeyPair()
    }

    fun groupKey(): KeysetHandle = KeysetHandle.generateNew(KeyTemplates.get("ECDSA_P256"))

    fun mediaKey(template: String = Templates.media): KeysetHandle =
        KeysetHandle.generateNew(KeyTemplates.get(template))

    fun attachmentId(bytes: ByteArray): String = bytes.toByteString().sha1().hex()

    fun attachmentTag(key: ByteArray, bytes: ByteArray): String =
        bytes.toByteString().hmacSha512(key.toByteString()).base64()

    fun preferences() = EncryptedSharedPreferences.create(
        context,
        "skylark",
        MasterKey.Builder(context).setKeyScheme(MasterKey.KeyScheme.AES256_GCM).build(),
        EncryptedSharedPreferences.PrefKeyEncryptionScheme.AES256_SIV,
        EncryptedSharedPreferences.PrefValueEncryptionScheme.AES256_GCM,
    )

    private companion object {
        const val DEFAULT_BITS = 1 shl 11
        const val FINGERPRINT = "SHA-384"
    }
}

internal object Templates {
    val media = "CHACHA20" + "_POLY1305"
}
