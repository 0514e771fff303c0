package payslip

import java.util.Properties

object Rules {
    const val ARCHIVE_KEY = "RSA"
    const val ARCHIVE_BITS = 3 shl 10
    const val TAX_CURVE = "secp521r1"

    private val file: Properties by lazy {
        Properties().apply {
            Rules::class.java.getResourceAsStream("/payslip.properties")?.use { load(it) }
        }
    }

    val bankSignature: String get() = file.getProperty("bank.signature", "SHA256withRSA")
    val slipDigest: String = System.getenv("PAYSLIP_DIGEST") ?: "SHA-384"
}

/** How a file leaves the house. */
enum class Channel(val cipher: String) {
    PORTAL("AES/GCM/NoPadding"),
    TAPE("DES/CBC/PKCS5Padding");

    fun describe() = "channel ${name.lowercase()}"
}
