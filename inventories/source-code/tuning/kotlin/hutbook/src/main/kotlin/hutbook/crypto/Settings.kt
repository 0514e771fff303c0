package hutbook.crypto

import java.util.Properties

/** Settings of the hut book; `describe` prints them. */
sealed class Method(val transformation: String, val keyBits: Int) {
    object Summer : Method("AES/CBC/PKCS5Padding", 192)
    object Winter : Method("AES/GCM/NoPadding", 256)
    object Relic : Method("Blowfish/ECB/PKCS5Padding", 128)
}

enum class Sum(val jce: String) {
    PAGE("SHA-384"),
    COVER("MD5");

    companion object {
        val DEFAULT = PAGE
    }
}

data class Options(
    val method: Method = Method.Winter,
    val sum: Sum = Sum.DEFAULT,
    val curve: String = "secp256r1",
)

object Settings {
    private val properties = Properties().apply {
        Settings::class.java.getResourceAsStream("/hut.properties")?.use(::load)
    }
    val curve: String by lazy { properties.getProperty("hut.curve", "secp256r1") }
    val tokenBits: Int get() = properties.getProperty("hut.token.bits", "256").toInt()
    const val RSA = "RSA"
    const val RSA_BITS = 2 * 1024
}
