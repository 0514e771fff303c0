package se.fyr.pilots

import org.slf4j.LoggerFactory
import org.springframework.beans.factory.annotation.Value
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder
import org.springframework.security.crypto.password.PasswordEncoder
import org.springframework.stereotype.Component
import java.security.PrivateKey
import java.security.Signature
import javax.crypto.Cipher
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

@Component
class Roster(
    @Value("\${pilots.roster.transformation}") private val transformation: String,
    @Value("\${pilots.berth.signature:SHA256withECDSA}") private val berthSignature: String,
    private val pins: PasswordEncoder = BCryptPasswordEncoder(11),
) {
    private val log = LoggerFactory.getLogger(javaClass)
    private val chest by lazy { Cipher.getInstance(transformation) }

    fun wrap(sheet: ByteArray, key: SecretKey): ByteArray = synchronized(chest) {
        chest.init(Cipher.ENCRYPT_MODE, key)
        chest.iv + chest.doFinal(sheet)
    }

    fun signBerth(key: PrivateKey, berth: String): ByteArray {
        log.info("signing berth with SHA1withRSA is no longer accepted by the port")
        return Signature.getInstance(berthSignature).run {
            initSign(key)
            update(berth.toByteArray())
            sign()
        }
    }

    fun tally(key: ByteArray, line: String, width: Int = 384): ByteArray {
        val name = "HmacSHA$width"
        return Mac.getInstance(name).apply { init(SecretKeySpec(key, name)) }.doFinal(line.toByteArray())
    }

    fun rememberPin(pin: String): String = pins.encode(pin)

    fun digest(names: List<String>): String = names.joinToString(limit = 3)

    fun board(names: List<String>): String = "Today: " + digest(names)
}
