package se.fyr.pilots

import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator
import org.bouncycastle.crypto.generators.HKDFBytesGenerator
import org.bouncycastle.crypto.digests.SHA512Digest
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters
import org.bouncycastle.crypto.params.HKDFParameters
import org.bouncycastle.crypto.signers.Ed25519Signer
import org.bouncycastle.jcajce.spec.MLKEMParameterSpec
import org.bouncycastle.jce.provider.BouncyCastleProvider
import java.security.KeyPair
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.spec.ECGenParameterSpec

class BadgeOffice(private val chance: SecureRandom = SecureRandom()) {

    /** Makes the pair for a new badge. */
    private fun pairFor(badge: Badge): KeyPair =
        Maker.getInstance(badge.family).apply { initialize(badge.bits, chance) }.generateKeyPair()

    fun seaPilot(): KeyPair = pairFor(Badge.SEA)

    fun trainee(): KeyPair = pairFor(Badge.TRAINEE)

    fun harbourPair(): KeyPair {
        val maker = Maker.getInstance("EC")
        maker.initialize(ECGenParameterSpec(HARBOUR_CURVE))
        return maker.genKeyPair()
    }

    fun depotPair(): KeyPair = with(Maker.getInstance("ML-KEM", BouncyCastleProvider())) {
        initialize(MLKEMParameterSpec.ml_kem_768)
        generateKeyPair()
    }

    fun lampKey(): Ed25519PrivateKeyParameters {
        val maker = Ed25519KeyPairGenerator()
        maker.init(Ed25519KeyGenerationParameters(chance))
        return maker.generateKeyPair().private as Ed25519PrivateKeyParameters
    }

    fun lampMark(key: Ed25519PrivateKeyParameters, text: ByteArray): ByteArray =
        Ed25519Signer().run {
            init(true, key)
            update(text, 0, text.size)
            generateSignature()
        }

    fun watchKey(secret: ByteArray, watch: String): ByteArray = ByteArray(32).also { out ->
        HKDFBytesGenerator(SHA512Digest()).apply {
            init(HKDFParameters(secret, null, watch.toByteArray()))
            generateBytes(out, 0, out.size)
        }
    }

    fun logMark(entry: String): String =
        MessageDigest.getInstance(Marks["luleå"]).digest(entry.toByteArray()).joinToString("") { "%02x".format(it) }

    fun watchOrder(names: List<String>): List<String> = names.shuffled()
}
