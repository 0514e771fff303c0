package com.example.billing

import java.security.KeyPairGenerator
import kotlin.test.Test
import kotlin.test.assertTrue

class InvoiceSealTest {
    @Test
    fun smallCurve() {
        val generator = KeyPairGenerator.getInstance("DSA")
        generator.initialize(1024)
        assertTrue(generator.generateKeyPair().public.encoded.isNotEmpty())
    }
}
