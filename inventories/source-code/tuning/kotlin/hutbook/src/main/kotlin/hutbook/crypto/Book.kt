package hutbook.crypto

import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.Signature
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.PBEKeySpec
import javax.crypto.spec.SecretKeySpec
import javax.crypto.Cipher as Machine

class Book(private val options: Options = Options()) {
    private val random by lazy { SecureRandom() }

    fun key(): SecretKey = KeyGenerator.getInstance("AES")
        .apply { init(options.method.keyBits, random) }
        .generateKey()

    fun seal(page: ByteArray, key: SecretKey): ByteArray {
        val iv = ByteArray(12).also(random::nextBytes)
        return with(Machine.getInstance(options.method.transformation)) {
            init(Cipher.ENCRYPT_MODE, key, GCMParameterSpec(128, iv))
            iv + doFinal(page)
        }
    }

    fun relic(page: ByteArray, raw: ByteArray): ByteArray {
        val method = Method.Relic
        val cipher = Cipher.getInstance(method.transformation)
        cipher.init(Cipher.DECRYPT_MODE, SecretKeySpec(raw, method.transformation.substringBefore('/')))
        return cipher.doFinal(page)
    }

    fun sum(page: ByteArray, sum: Sum = options.sum): ByteArray = page.digest(sum.jce)

    private fun ByteArray.digest(name: String) = MessageDigest.getInstance(name).digest(this)

    fun sums(page: ByteArray) = listOf("SHA-1", "SHA3-512")
        .associateWith { MessageDigest.getInstance(it).digest(page) }

    fun pin(pin: CharArray, salt: ByteArray): ByteArray =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA${Settings.tokenBits}")
            .generateSecret(PBEKeySpec(pin, salt, 120_000, 256)).encoded

    fun tag(page: ByteArray, key: ByteArray): ByteArray {
        val name = when (options.sum) {
            Sum.PAGE -> "HmacSHA384"
            Sum.COVER -> "HmacMD5"
        }
        return Mac.getInstance(name).run {
            init(SecretKeySpec(key, name))
            doFinal(page)
        }
    }

    fun rangerKey(): KeyPair = KeyPairGenerator.getInstance("EC").run {
        initialize(ECGenParameterSpec(Settings.curve))
        generateKeyPair()
    }

    fun rangerSign(page: ByteArray): ByteArray = Signature.getInstance("SHA384withECDSA").run {
        initSign(rangerKey().private)
        update(page)
        sign()
    }

    fun clubKey(): KeyPair = KeyPairGenerator.getInstance(Settings.RSA).apply { initialize(Settings.RSA_BITS) }.generateKeyPair()

    fun clubCheck(page: ByteArray, mark: ByteArray): Boolean {
        val verifier = Signature.getInstance("MD5with" + Settings.RSA)
        verifier.initVerify(clubKey().public)
        verifier.update(page)
        return verifier.verify(mark)
    }

    fun verify(bed: Int) = bed in 1..24
}
