package com.example.ferrynotes.crypto

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.Log
import androidx.security.crypto.EncryptedSharedPreferences
import androidx.security.crypto.MasterKey
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.SecureRandom
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.SecretKeyFactory
import javax.crypto.spec.PBEKeySpec
import okhttp3.ConnectionSpec
import okhttp3.TlsVersion

/** Encrypts notes with AES before the ferry loses its signal. */
class NoteBox(private val context: Context, private val suite: NoteSuite = NoteSuite.Long) {

    private val random by lazy { SecureRandom() }
    private val options = PhraseOptions().copy(prf = "SHA512")

    private fun noteKey(): SecretKey =
        KeyGenerator.getInstance("AES").apply { init(suite.bits, random) }.generateKey()

    fun seal(note: ByteArray): ByteArray {
        val cipher = Cipher.getInstance(suite.transformation)
        cipher.init(Cipher.ENCRYPT_MODE, noteKey())
        return cipher.iv + cipher.doFinal(note)
    }

    fun phraseKey(phrase: CharArray, salt: ByteArray): ByteArray {
        val factory = SecretKeyFactory.getInstance("PBKDF2WithHmac${options.prf}")
        return factory.generateSecret(PBEKeySpec(phrase, salt, 120_000, options.length)).encoded
    }

    fun deviceKey(alias: String): KeyPair {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, "AndroidKeyStore")
        generator.initialize(
            KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
                .setAlgorithmParameterSpec(ECGenParameterSpec(256.curveName))
                .setDigests(KeyProperties.DIGEST_SHA256)
                .build()
        )
        return generator.generateKeyPair()
    }

    fun channelMark(page: ByteArray): ByteArray =
        MessageDigest.getInstance(NoteSuite.CHANNEL_HASH).digest(page)

    fun settings() = EncryptedSharedPreferences.create(
        context,
        "notes",
        MasterKey.Builder(context).setKeyScheme(MasterKey.KeyScheme.AES256_GCM).build(),
        EncryptedSharedPreferences.PrefKeyEncryptionScheme.AES256_SIV,
        EncryptedSharedPreferences.PrefValueEncryptionScheme.AES256_GCM,
    )

    fun connection(): ConnectionSpec {
        Log.d("NoteBox", "TLS 1.0 is not spoken any more")
        return ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
            .build()
    }
}

private val Int.curveName: String get() = "secp${this}r1"
