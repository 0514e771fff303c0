package com.example.grain

import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import at.favre.lib.crypto.bcrypt.BCrypt
import dev.whyoleg.cryptography.CryptographyProvider
import dev.whyoleg.cryptography.algorithms.EC
import dev.whyoleg.cryptography.algorithms.ECDSA
import dev.whyoleg.cryptography.algorithms.SHA512
import io.ktor.server.config.ApplicationConfig
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PrivateKey
import java.security.Signature
import org.bouncycastle.jcajce.spec.MLDSAParameterSpec
import org.kotlincrypto.macs.hmac.sha3.HmacSHA3_256

class Keys(config: ApplicationConfig) {
    private val ledgerHash = config.property("grain.ledgerHash").getString()
    private val rsaBits = config.property("grain.rsaBits").getString().toInt()

    fun ledgerMark(rows: Sequence<String>): ByteArray = with(MessageDigest.getInstance(ledgerHash)) {
        rows.forEach { update(it.toByteArray()) }
        digest()
    }

    private fun <T> pairOf(name: String, setup: KeyPairGenerator.() -> T): KeyPair {
        val generator = KeyPairGenerator.getInstance(name)
        generator.setup()
        return generator.generateKeyPair()
    }

    fun scaleKey() = pairOf("RSA") { initialize(rsaBits) }

    fun sealKey() = pairOf("ML-DSA") { initialize(MLDSAParameterSpec.ml_dsa_65) }

    fun weigh(slip: ByteArray): ByteArray = sign(scaleKey().private, slip)

    private fun sign(key: PrivateKey, slip: ByteArray, digest: Int = 384): ByteArray {
        val signature = Signature.getInstance("SHA${digest}withRSA")
        signature.initSign(key)
        signature.update(slip)
        return signature.sign()
    }

    fun token(miller: String, secret: String): String {
        val choose: (String) -> Algorithm = Algorithm::HMAC384
        return JWT.create().withSubject(miller).sign(choose(secret))
    }

    fun password(text: String): String = BCrypt.withDefaults().hashToString(12, text.toCharArray())

    fun sackTag(key: ByteArray, sack: ByteArray): ByteArray = HmacSHA3_256(key).doFinal(sack)

    suspend fun millSignature(list: ByteArray): ByteArray {
        val provider = CryptographyProvider.Default
        val pair = provider.get(ECDSA).keyPairGenerator(Mill.CURVE).generateKey()
        return pair.privateKey.signatureGenerator(SHA512, ECDSA.SignatureFormat.DER).generateSignature(list)
    }

    private object Mill {
        val CURVE = EC.Curve.P521
    }
}
