package payslip

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PrivateKey
import java.security.Signature
import java.security.interfaces.ECPrivateKey
import java.security.interfaces.ECPublicKey
import java.security.spec.ECGenParameterSpec
import java.security.PublicKey
import java.time.Instant
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.SecretKey
import javax.crypto.spec.IvParameterSpec
import net.schmizz.sshj.DefaultConfig
import net.schmizz.sshj.SSHClient
import net.schmizz.sshj.transport.kex.Curve25519SHA256
import net.schmizz.sshj.transport.kex.ECDHNistP
import org.slf4j.LoggerFactory
import javax.crypto.spec.GCMParameterSpec

private val log = LoggerFactory.getLogger("bank")

fun archiveKey(): KeyPair = KeyPairGenerator.getInstance(Rules.ARCHIVE_KEY)
    .apply { initialize(Rules.ARCHIVE_BITS) }
    .generateKeyPair()

fun taxOfficeKey(): KeyPair = KeyPairGenerator.getInstance("EC").run {
    initialize(ECGenParameterSpec(Rules.TAX_CURVE))
    generateKeyPair()
}

fun taxOfficeSecret(own: PrivateKey, office: PublicKey): ByteArray {
    val agreement = KeyAgreement.getInstance("ECDH")
    agreement.init(own)
    agreement.doPhase(office, true)
    return agreement.generateSecret()
}

fun signBankFile(key: PrivateKey, lines: Sequence<String>): ByteArray {
    val signature = Signature.getInstance(Rules.bankSignature)
    signature.initSign(key)
    lines.forEach { signature.update(it.toByteArray()) }
    log.info("bank: the file is signed off by two clerks")
    return signature.sign()
}

fun slipMark(slip: String): ByteArray = MessageDigest.getInstance(Rules.slipDigest).digest(slip.toByteArray())

fun encryptFor(channel: Channel, key: SecretKey, iv: ByteArray, data: ByteArray): ByteArray {
    val cipher = Cipher.getInstance(channel.cipher)
    val parameters = when (channel) {
        Channel.PORTAL -> GCMParameterSpec(128, iv)
        Channel.TAPE -> IvParameterSpec(iv)
    }
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters)
    return cipher.doFinal(data)
}

fun accountantToken(public: ECPublicKey, private: ECPrivateKey, name: String): String = JWT.create()
    .withSubject(name)
    .withExpiresAt(Instant.now().plusSeconds(3600))
    .sign(Algorithm.ECDSA256(public, private))

fun payrollBureau(host: String): SSHClient {
    val config = DefaultConfig().apply {
        keyExchangeFactories = listOf(Curve25519SHA256.Factory(), ECDHNistP.Factory256())
    }
    return SSHClient(config).apply { connect(host) }
}
