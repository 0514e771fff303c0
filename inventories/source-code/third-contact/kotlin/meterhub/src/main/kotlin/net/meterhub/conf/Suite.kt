package net.meterhub.conf

import java.util.Properties

const val EC_CURVE = "secp384r1"
internal const val MAC_PREFIX = "Hmac"

enum class Suite(val cipher: String, val keyBits: Int) {
    PLAIN_DES("DES/ECB/PKCS5Padding", 56),
    STANDARD("AES/GCM/NoPadding", 128),
    STRONG("AES/CTR/NoPadding", 256);

    companion object {
        val default get() = STRONG
    }
}

data class HubConfig(
    val suite: Suite = Suite.default,
    val rsaBits: Int = 2048,
    val digest: String = "SHA-1",
)

fun loadConfig(): HubConfig {
    val props = Properties()
    HubConfig::class.java.getResourceAsStream("/hub.properties").use { props.load(it) }
    return HubConfig(
        rsaBits = props.getProperty("hub.rsa.bits", "1024").toInt(),
        digest = props.getProperty("hub.digest") ?: "MD5",
    )
}
