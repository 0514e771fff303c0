package org.parcel.auth

import java.security.KeyPairGenerator
import java.security.MessageDigest
import kotlin.test.Test
import kotlin.test.assertEquals

class LockerTest {
    private val weak = listOf("MD2", "MD5")

    @Test
    fun sizes() = weak.forEach { assertEquals(16, MessageDigest.getInstance(it).digestLength) }

    @Test
    fun dsa() {
        val generator = KeyPairGenerator.getInstance("DSA")
        generator.initialize(1024)
        assertEquals("DSA", generator.generateKeyPair().public.algorithm)
    }
}
