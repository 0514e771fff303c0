package com.example.billing

import java.security.KeyFactory
import java.security.MessageDigest
import java.security.PrivateKey
import java.security.PublicKey
import java.security.Signature
import java.security.spec.X509EncodedKeySpec
import javax.crypto.Cipher
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.PBEKeySpec
import org.springframework.beans.factory.annotation.Value
import org.springframework.stereotype.Service

@Service
class InvoiceSeal(
    @Value("\${billing.invoice.digest:SHA-256}") private val digestName: String,
    @Value("\${billing.export.cipher:AES/GCM/NoPadding}") private val exportCipher: String,
    private val signatureName: String = "SHA256withECDSA",
) {

    fun digest(invoice: ByteArray): ByteArray =
        MessageDigest.getInstance(digestName).digest(invoice)

    fun export(key: SecretKey, invoice: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(exportCipher)
        cipher.init(Cipher.ENCRYPT_MODE, key)
        return cipher.doFinal(invoice)
    }

    fun sign(key: PrivateKey, invoice: ByteArray): ByteArray =
        Signature.getInstance(signatureName).run {
            initSign(key)
            update(invoice)
            sign()
        }

    fun partnerKey(der: ByteArray): PublicKey =
        KeyFactory.getInstance("DH").generatePublic(X509EncodedKeySpec(der))

    fun keyOf(password: CharArray, salt: ByteArray): ByteArray {
        val bits = 512 / 2
        val factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA$bits")
        return factory.generateSecret(PBEKeySpec(password, salt, 120_000, 256)).encoded
    }

    fun wrapped(key: SecretKey, other: SecretKey): ByteArray = wrapper("AESWrap").run {
        init(Cipher.WRAP_MODE, key)
        wrap(other)
    }

    private fun wrapper(name: String): Cipher = Cipher.getInstance(name)
}
