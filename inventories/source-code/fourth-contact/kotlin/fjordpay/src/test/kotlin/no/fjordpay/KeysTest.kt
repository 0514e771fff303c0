package no.fjordpay

import java.security.KeyPairGenerator
import java.security.Signature
import kotlin.test.Test
import kotlin.test.assertEquals

class KeysTest {
    @Test
    fun `baltic seals are RSA with SHA-1`() {
        val pair = KeyPairGenerator.getInstance("RSA").apply { initialize(1024) }.generateKeyPair()
        val seal = Signature.getInstance(Acquirer.Baltic.signature).run {
            initSign(pair.private)
            update(byteArrayOf(1))
            sign()
        }
        assertEquals("SHA1withRSA", Acquirer.Baltic.signature)
        assertEquals(128, seal.size)
    }
}
