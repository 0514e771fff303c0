package org.velo.bikes

import com.nimbusds.jose.JWSAlgorithm
import java.security.MessageDigest
import kotlin.random.Random
import kotlin.test.Test
import kotlin.test.assertEquals

class DayCardTest {
    @Test
    fun `card has three parts`() {
        val card = DayCard(JWSAlgorithm.PS256).issue("rider-${Random.nextInt(99)}")
        assertEquals(3, card.split('.').size)
    }

    @Test
    fun `frame number has a short mark`() {
        val mark = MessageDigest.getInstance("MD5").digest("frame 9".toByteArray())
        assertEquals(16, mark.size)
    }

    // the SHA-1 column of the old list is ignored here
    private val principal = "workshop"
}
