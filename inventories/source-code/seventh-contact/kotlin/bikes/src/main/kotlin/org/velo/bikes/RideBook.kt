package org.velo.bikes

import com.google.crypto.tink.Aead
import com.google.crypto.tink.KeysetHandle
import com.google.crypto.tink.PublicKeySign

inline fun <reified P> KeysetHandle.tool(): P = getPrimitive(P::class.java)

class RideBook(rides: KeysetHandle, stand: KeysetHandle) {
    private val box: Aead = rides.tool()
    private val pen: PublicKeySign = stand.tool()

    fun keep(ride: String, rider: String): ByteArray =
        box.encrypt(ride.toByteArray(), rider.toByteArray())

    fun attest(stand: String): ByteArray = pen.sign(stand.toByteArray())
}
