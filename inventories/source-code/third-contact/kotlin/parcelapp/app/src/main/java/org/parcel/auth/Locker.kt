package org.parcel.auth

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import com.google.crypto.tink.KeyTemplates
import com.google.crypto.tink.KeysetHandle
import com.google.crypto.tink.aead.AeadConfig
import com.goterl.lazysodium.LazySodiumAndroid
import com.goterl.lazysodium.SodiumAndroid
import io.jsonwebtoken.Jwts
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.MessageDigest
import java.security.PrivateKey
import javax.crypto.KeyAgreement
import okio.ByteString
import okio.ByteString.Companion.encodeUtf8
import org.bouncycastle.crypto.engines.ARIAEngine
import org.bouncycastle.crypto.generators.SCrypt
import org.bouncycastle.crypto.modes.GCMBlockCipher
import org.bouncycastle.crypto.params.AEADParameters
import org.bouncycastle.crypto.params.KeyParameter

typealias Hash = (ByteString) -> ByteString

class Locker(private val hash: Hash = ByteString::sha256) {

    private val sodium = LazySodiumAndroid(SodiumAndroid())

    fun deviceKey(alias: String): KeyPair {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_RSA, "AndroidKeyStore")
        generator.initialize(
            KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
                .setKeySize(2048)
                .setDigests(KeyProperties.DIGEST_SHA256)
                .build(),
        )
        return generator.generateKeyPair()
    }

    fun storageKeys(): KeysetHandle {
        AeadConfig.register()
        return KeysetHandle.generateNew(KeyTemplates.get("AES128_EAX"))
    }

    fun shelfCode(address: String): String = hash(address.encodeUtf8()).hex()

    fun courierAgreement(own: PrivateKey): KeyAgreement = KeyAgreement.getInstance("X25519").apply { init(own) }

    fun token(key: PrivateKey, parcel: String): String =
        Jwts.builder().subject(parcel).signWith(key, Jwts.SIG.PS256).compact()

    fun pinHash(pin: ByteArray, salt: ByteArray): ByteArray = SCrypt.generate(pin, salt, 16384, 8, 1, 32)

    fun customs(key: ByteArray, nonce: ByteArray, text: ByteArray): ByteArray {
        val cipher = GCMBlockCipher.newInstance(ARIAEngine())
        cipher.init(true, AEADParameters(KeyParameter(key), 128, nonce))
        val out = ByteArray(cipher.getOutputSize(text.size))
        val n = cipher.processBytes(text, 0, text.size, out, 0)
        cipher.doFinal(out, n)
        return out
    }

    fun archiveKey(): KeyPair = KeyPairGenerator.getInstance("ML-DSA-87").generateKeyPair()

    fun partnerSum(name: String, body: ByteArray): ByteArray = MessageDigest.getInstance(name).digest(body)

    fun supportKey() = sodium.cryptoSignKeypair()
}
