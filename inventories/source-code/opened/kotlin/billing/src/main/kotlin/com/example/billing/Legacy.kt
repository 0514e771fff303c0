package com.example.billing

import java.security.KeyPairGenerator
import java.util.Base64
import javax.crypto.Cipher as C
import javax.crypto.spec.SecretKeySpec as Key
import org.bouncycastle.crypto.digests.RIPEMD160Digest
import org.bouncycastle.crypto.engines.ChaCha7539Engine
import org.bouncycastle.crypto.params.KeyParameter
import org.bouncycastle.crypto.params.ParametersWithIV
import org.bouncycastle.pqc.jcajce.spec.DilithiumParameterSpec
import org.springframework.security.crypto.bcrypt.BCrypt

/** What older invoices need. */
object Legacy {

    private val key = Key(Base64.getDecoder().decode("c2VlZC1vZi1iaWxsaW5nIQ=="), "SEED")

    fun open(data: ByteArray): ByteArray = C.getInstance("SEED/ECB/PKCS5Padding", "BC").apply { init(C.DECRYPT_MODE, key) }.doFinal(data)

    fun oldest(data: ByteArray, k: ByteArray): ByteArray {
        val cipher = C.getInstance("RC4")
        cipher.init(C.DECRYPT_MODE, Key(k, "ARCFOUR"))
        return cipher.doFinal(data)
    }

    fun number(data: ByteArray): ByteArray {
        val d = RIPEMD160Digest()
        d.update(data, 0, data.size)
        return ByteArray(20).also { d.doFinal(it, 0) }
    }

    fun stream(k: ByteArray, iv: ByteArray, data: ByteArray): ByteArray {
        val engine = ChaCha7539Engine()
        engine.init(true, ParametersWithIV(KeyParameter(k), iv))
        return ByteArray(data.size).also { engine.processBytes(data, 0, data.size, it, 0) }
    }

    fun password(pw: String): String = BCrypt.hashpw(pw, BCrypt.gensalt(11))

    /** Scanners keep one Dilithium key for all shops. */
    fun scannerKey() = KeyPairGenerator.getInstance("Dilithium", "BCPQC")
        .apply { initialize(DilithiumParameterSpec.dilithium2) }.generateKeyPair()
}
