package ferrypass

import com.google.crypto.tink.Aead
import com.google.crypto.tink.KeyTemplates
import com.google.crypto.tink.KeysetHandle
import com.google.crypto.tink.PublicKeySign
import com.google.crypto.tink.aead.AeadConfig
import com.google.crypto.tink.signature.SignatureConfig
import java.security.MessageDigest as Fingerprint
import okhttp3.ConnectionSpec
import okhttp3.OkHttpClient
import okhttp3.TlsVersion

sealed class Gate(val name: String, val template: String) {
    class Pier(name: String) : Gate(name, "ECDSA_P256")
    class Island(name: String) : Gate(name, "ED25519")
}

class Turnstile(private val gate: Gate) {
    private val handle: KeysetHandle by lazy {
        SignatureConfig.register()
        KeysetHandle.generateNew(KeyTemplates.get(gate.template))
    }

    fun stamp(pass: ByteArray): ByteArray = handle.getPrimitive(PublicKeySign::class.java).sign(pass)

    fun journal(entry: ByteArray): ByteArray {
        AeadConfig.register()
        val keyset = KeysetHandle.generateNew(KeyTemplates.get("AES128_GCM"))
        return keyset.getPrimitive(Aead::class.java).encrypt(entry, gate.name.toByteArray())
    }

    fun fingerprint(ticket: String): String =
        Fingerprint.getInstance("SHA-512").digest(ticket.toByteArray()).joinToString("") { "%02x".format(it) }

    /** Hash sign, then the lane: "#3". */
    fun hash(lane: Int): String = "#$lane"
}

fun shoreClient(): OkHttpClient {
    val spec = ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
        .tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
        .build()
    return OkHttpClient.Builder().connectionSpecs(listOf(spec)).build()
}
