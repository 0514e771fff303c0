package ferrypass.wallet

import at.favre.lib.crypto.bcrypt.BCrypt
import com.google.crypto.tink.KeyTemplates
import com.google.crypto.tink.KeysetHandle
import fr.acinq.secp256k1.Secp256k1
import org.bouncycastle.crypto.digests.KeccakDigest
import org.bouncycastle.crypto.generators.SCrypt
import org.kethereum.crypto.createEthereumKeyPair
import kotlin.random.Random

private const val TEMPLATE = "CHACHA20_POLY1305"
private typealias Curve = Secp256k1

object Purse {
    fun handle(): KeysetHandle = KeysetHandle.generateNew(KeyTemplates.get(TEMPLATE))

    fun journal(): KeysetHandle = KeysetHandle.generateNew(KeyTemplates.get("ED25519"))

    fun keys() = createEthereumKeyPair()

    fun pay(message: ByteArray, key: ByteArray): ByteArray = Curve.sign(keccak(message), key)

    private fun keccak(message: ByteArray, bits: Int = 256) = ByteArray(bits / 8).also { out ->
        KeccakDigest(bits).run {
            update(message, 0, message.size)
            doFinal(out, 0)
        }
    }

    fun lock(pin: String, salt: ByteArray): ByteArray = SCrypt.generate(pin.toByteArray(), salt, 16384, 8, 1, 32)

    fun remember(pin: String): String = BCrypt.withDefaults().hashToString(12, pin.toCharArray())

    fun colour(): Int = Random.nextInt(0xFFFFFF)

    /** Describes the purse in the universal form. */
    fun describe(name: String) = "purse of $name"
}
