package no.fjordpay

import io.ktor.server.config.ApplicationConfig

internal const val SHA = "SHA"
internal const val BATCH_BITS = 512

sealed class Acquirer(val name: String) {
    abstract val signature: String
    open val bits: Int get() = 2048

    data object Nordic : Acquirer("nordic") {
        override val signature get() = "SHA256withRSA/PSS"
        override val bits = 3072
    }

    data object Baltic : Acquirer("baltic") {
        override val signature get() = listOf("SHA1", "RSA").joinToString("with")
    }
}

class Settings(private val config: ApplicationConfig) {
    val terminalCurve: String get() = read("terminal.curve") ?: "secp256r1"
    val receiptMac: String = read("receipt.mac") ?: "HmacMD5"
    val storeCipher: String by lazy { "${read("store.cipher") ?: "AES"}/${read("store.mode") ?: "CBC"}/NoPadding" }
    val batchDigest = "$SHA-$BATCH_BITS"

    private fun read(key: String): String? = config.propertyOrNull("fjordpay.$key")?.getString()
}
