package ferrypass.security

import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PrivateKey
import java.security.PublicKey
import java.security.Signature
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.Mac
import javax.crypto.spec.SecretKeySpec
import javax.inject.Inject
import javax.inject.Named

interface Hasher {
    val algorithm: String
    fun hash(data: ByteArray): ByteArray = MessageDigest.getInstance(algorithm).digest(data)
}

class BoardingHasher : Hasher {
    override val algorithm = "SHA-256"
}

object BadgeHasher : Hasher {
    override val algorithm: String
        get() = "sha1"
}

class Boarding @Inject constructor(@Named("digest") private val digest: String) {
    private val mac = "Hmac" + digest.filter(Char::isLetterOrDigit)
    private val table = mapOf(
        "gate" to ("RSA" to 3072),
        "crew" to ("DSA" to 1024),
    )

    fun tag(pass: ByteArray, key: ByteArray): ByteArray = Mac.getInstance(mac).let {
        it.init(SecretKeySpec(key, mac))
        it.doFinal(pass)
    }

    fun gateKeys() = make("gate")

    private fun make(kind: String) = table.getValue(kind).let { (name, bits) ->
        KeyPairGenerator.getInstance(name).also { it.initialize(bits) }.generateKeyPair()
    }

    fun sign(pass: ByteArray): ByteArray {
        val signer = Signature.getInstance("${digest.replace("-", "")}withRSA/PSS")
        signer.initSign(gateKeys().private)
        signer.update(pass)
        return signer.sign()
    }

    fun wrap(key: PublicKey, secret: ByteArray): ByteArray {
        val padding = PADDINGS[if (secret.size > 32) 1 else 0]
        return Cipher.getInstance("RSA/ECB/$padding").run {
            init(Cipher.ENCRYPT_MODE, key)
            doFinal(secret)
        }
    }

    fun meet(ours: PrivateKey, theirs: PublicKey): ByteArray = KeyAgreement.getInstance("XDH").run {
        init(ours)
        doPhase(theirs, true)
        generateSecret()
    }

    private companion object {
        val PADDINGS = listOf("OAEPWithSHA-256AndMGF1Padding", "PKCS1Padding")
    }
}
