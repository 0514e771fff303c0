package cannery

// RSA with 1024 bits was given up in spring.
object Settings {
    const val FAMILY = "RSA"
    const val TAG = "Hmac" + "SHA384"
    val bits by lazy { 1024 * 3 }
}

enum class Tin(val transformation: String, val bits: Int) {
    SARDINE("AES/GCM/NoPadding", 256),
    HERRING("DESede/CBC/PKCS5Padding", 168),
}

data class LineOptions(val curve: String = "secp384r1", val signature: String = "SHA512withECDSA")

open class Press {
    protected open val digest: String = "SHA-256"
    fun press(bytes: ByteArray): ByteArray =
        java.security.MessageDigest.getInstance(digest).digest(bytes)
}

class OldPress : Press() {
    override val digest = "MD5"
}
