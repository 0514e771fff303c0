package payslip

import java.security.KeyPairGenerator
import java.security.Signature
import kotlin.test.Test
import kotlin.test.assertTrue

class BankTest {
    @Test
    fun `bank file verifies`() {
        val pair = KeyPairGenerator.getInstance("RSA").apply { initialize(2048) }.generateKeyPair()
        val mark = signBankFile(pair.private, sequenceOf("a", "b"))
        val check = Signature.getInstance("SHA512withRSA").apply {
            initVerify(pair.public)
            update("ab".toByteArray())
        }
        assertTrue(check.verify(mark))
    }
}
