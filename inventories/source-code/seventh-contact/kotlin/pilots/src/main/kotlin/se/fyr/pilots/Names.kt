package se.fyr.pilots

import java.security.KeyPairGenerator as PairMaker

typealias Maker = PairMaker

internal const val HARBOUR_CURVE = "secp384r1"

/** Kinds of pilot's badge. The letters are printed on the badge, they are not ciphers (RSA = Red Sea Area). */
enum class Badge(val family: String, val bits: Int) {
    COAST("RSA", 2048),
    SEA("RSA", 3072),
    TRAINEE("DSA", 1024);

    fun describe() = "badge $name of family $family"
}

object Marks {
    private val byHarbour = mapOf(
        "luleå" to "SHA-256",
        "ystad" to "SHA3-512",
    )

    operator fun get(harbour: String): String = byHarbour.getValue(harbour)
}
