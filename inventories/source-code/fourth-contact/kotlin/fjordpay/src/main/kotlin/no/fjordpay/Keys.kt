package no.fjordpay

import java.security.Key
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PublicKey
import java.security.SecureRandom
import java.security.Signature
import java.security.spec.AlgorithmParameterSpec
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyAgreement
import javax.crypto.Mac
import kotlin.random.Random

class Keys(private val settings: Settings) {

    fun terminal(): KeyPair = generate("EC", ECGenParameterSpec(settings.terminalCurve))

    private fun generate(family: String, spec: AlgorithmParameterSpec): KeyPair {
        val generator = KeyPairGenerator.getInstance(family)
        generator.initialize(spec)
        return generator.generateKeyPair()
    }

    fun session(peer: PublicKey): ByteArray = with(KeyAgreement.getInstance("ECDH")) {
        init(terminal().private)
        doPhase(peer, true)
        generateSecret()
    }

    fun acquirerKey(): KeyPair = KeyPairGenerator.getInstance("RSA").let {
        it.initialize(Acquirer.Nordic.bits)
        it.genKeyPair()
    }

    fun settle(batch: ByteArray, acquirer: Acquirer = Acquirer.Nordic): ByteArray {
        val pair = acquirerKey()
        return Signature.getInstance(acquirer.signature, "BC").apply {
            initSign(pair.private)
            update(batch)
        }.sign()
    }

    fun confirms(batch: ByteArray, seal: ByteArray, key: PublicKey): Boolean {
        val (_, signature) = Acquirer.Baltic.let { it.name to it.signature }
        val verifier = Signature.getInstance(signature)
        verifier.initVerify(key)
        verifier.update(batch)
        return verifier.verify(seal)
    }

    fun receipt(key: Key, text: String): ByteArray =
        Mac.getInstance(settings.receiptMac).also { it.init(key) }.doFinal(text.toByteArray())

    fun store(key: Key, spec: AlgorithmParameterSpec, card: ByteArray): ByteArray =
        Cipher.getInstance(settings.storeCipher, "BC").run {
            init(Cipher.ENCRYPT_MODE, key, spec)
            doFinal(card)
        }

    fun batchId(batch: ByteArray): ByteArray = MessageDigest.getInstance(settings.batchDigest).digest(batch)

    fun pin(): String = buildString { repeat(4) { append(Random.nextInt(10)) } }

    fun nonce(size: Int = 12): ByteArray = ByteArray(size).apply(SecureRandom()::nextBytes)
}
