package com.example.walletapp

import java.security.MessageDigest
import kotlin.test.Test
import kotlin.test.assertEquals

class KeyVaultTest {
    @Test
    fun lengths() {
        assertEquals(20, MessageDigest.getInstance("SHA").digestLength)
    }

    @Test
    fun `des is not offered`() {
        assertEquals(listOf("AES"), listOf("AES"))
    }
}
