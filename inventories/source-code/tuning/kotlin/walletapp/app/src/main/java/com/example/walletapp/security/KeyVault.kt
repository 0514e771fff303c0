package com.example.walletapp.security

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.MessageDigest as Md
import java.security.SecureRandom
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.Mac
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.SecretKeySpec

/** Keys of the wallet in the hardware key store of the phone. */
class KeyVault(private val alias: String) {

    fun createKey(): SecretKey {
        val generator = KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, CryptoConstants.KEYSTORE)
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .setKeySize(256)
            .build()
        generator.init(spec)
        return generator.generateKey()
    }

    fun createSigningKey(): KeyPair {
        val generator = KeyPairGenerator.getInstance("EC", CryptoConstants.KEYSTORE)
        generator.initialize(
            KeyGenParameterSpec.Builder("$alias-sign", KeyProperties.PURPOSE_SIGN)
                .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
                .setDigests(KeyProperties.DIGEST_SHA256)
                .build(),
        )
        return generator.generateKeyPair()
    }

    fun seal(key: SecretKey, plain: ByteArray): Pair<ByteArray, ByteArray> {
        val cipher = Cipher.getInstance(CryptoConstants.TRANSFORMATION)
        cipher.init(Cipher.ENCRYPT_MODE, key)
        return cipher.iv to cipher.doFinal(plain)
    }

    fun open(key: SecretKey, iv: ByteArray, sealed: ByteArray, legacy: Boolean): ByteArray {
        val name = when {
            legacy -> "AES/CBC/PKCS7Padding"
            else -> CryptoConstants.TRANSFORMATION
        }
        return Cipher.getInstance(name).run {
            init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(128, iv))
            doFinal(sealed)
        }
    }

    fun fingerprint(data: ByteArray): ByteArray = Md.getInstance(CryptoConstants.DIGEST).digest(data)

    fun pin(pin: String): ByteArray = Md.getInstance("md5").digest(pin.toByteArray())

    fun tag(message: ByteArray): ByteArray {
        val raw = ByteArray(CryptoConstants.MAC_KEY_BYTES).also(SecureRandom()::nextBytes)
        val mac = Mac.getInstance("HmacSHA256")
        mac.init(SecretKeySpec(raw, mac.algorithm))
        return mac.doFinal(message)
    }

    fun has(): Boolean = KeyStore.getInstance(CryptoConstants.KEYSTORE).apply { load(null) }.containsAlias(alias)
}
