package net.meterhub

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest as Digest
import java.security.PrivateKey
import java.security.SecureRandom
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.IvParameterSpec
import javax.crypto.spec.SecretKeySpec
import mu.KotlinLogging
import net.meterhub.conf.EC_CURVE
import net.meterhub.conf.HubConfig
import net.meterhub.conf.MAC_PREFIX
import net.meterhub.conf.Suite
import net.meterhub.conf.loadConfig

private val log = KotlinLogging.logger {}

class Readings(private val config: HubConfig = loadConfig()) {

    private val random by lazy { SecureRandom.getInstanceStrong() }

    fun frameKey(): SecretKey = KeyGenerator.getInstance(config.suite.cipher.substringBefore('/'))
        .apply { init(config.suite.keyBits, random) }
        .generateKey()

    fun seal(key: SecretKey, iv: ByteArray, frame: ByteArray): ByteArray =
        Cipher.getInstance(config.suite.cipher).run {
            init(Cipher.ENCRYPT_MODE, key, IvParameterSpec(iv))
            doFinal(frame)
        }

    fun openOld(raw: ByteArray, frame: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(Suite.PLAIN_DES.cipher)
        cipher.init(Cipher.DECRYPT_MODE, SecretKeySpec(raw, "DES"))
        return cipher.doFinal(frame)
    }

    fun hubKey(): KeyPair = pair("RSA") { initialize(config.rsaBits) }

    fun meterKey(): KeyPair = pair("EC") { initialize(ECGenParameterSpec(EC_CURVE)) }

    private inline fun pair(family: String, setup: KeyPairGenerator.() -> Unit): KeyPair =
        KeyPairGenerator.getInstance(family).apply(setup).generateKeyPair()

    fun sign(key: PrivateKey, frame: ByteArray): ByteArray {
        log.info { "sign with ECDSA" }
        return Signature.getInstance("SHA384withECDSA").run {
            initSign(key)
            update(frame)
            sign()
        }
    }

    fun digest(frame: ByteArray): ByteArray = Digest.getInstance(config.digest).digest(frame)

    fun tag(key: SecretKey, frame: ByteArray, bits: Int = 256): ByteArray =
        Mac.getInstance("${MAC_PREFIX}SHA$bits").apply { init(key) }.doFinal(frame)

    fun rsaOnly(names: List<String>) = names.filter { it.startsWith("rsa-") }
}
