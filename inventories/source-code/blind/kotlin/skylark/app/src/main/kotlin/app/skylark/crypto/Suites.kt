package app.skylark.crypto

import android.security.keystore.KeyProperties
import javax.crypto.Cipher as Jce

enum class Suite(private val block: String, private val padding: String = KeyProperties.ENCRYPTION_PADDING_NONE) {
    MESSAGE(KeyProperties.BLOCK_MODE_GCM),
    ATTACHMENT(KeyProperties.BLOCK_MODE_CTR),
    EXPORT("CBC", "PKCS7Padding");

    operator fun invoke(): Jce = Jce.getInstance("${KeyProperties.KEY_ALGORITHM_AES}/$block/$padding")
}

typealias Fingerprint = (ByteArray) -> ByteArray

/** Describes a safety number; RSA keys of desktop beta 1 had none. */
class SafetyNumber(private val fingerprint: Fingerprint) {
    fun of(key: ByteArray): String = fingerprint(key).joinToString(" ") { "%03d".format(it.toUByte().toInt()) }
}
