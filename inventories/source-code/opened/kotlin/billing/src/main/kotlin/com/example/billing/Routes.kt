package com.example.billing

import java.security.MessageDigest
import javax.net.ssl.SSLContext
import io.ktor.server.application.ApplicationCall
import io.ktor.server.response.respondText

/** Routes of the back office. */
class Routes {

    suspend fun checksum(call: ApplicationCall, body: ByteArray) {
        val name = call.request.queryParameters["digest"] ?: error("digest is missing (SHA-1, MD5 not accepted)")
        call.respondText(MessageDigest.getInstance(name).digest(body).joinToString("") { "%02x".format(it) })
    }

    fun bankTls(): SSLContext = SSLContext.getInstance("TLSv1.1").apply { init(null, null, null) }

    fun describe(): Map<String, String> = mapOf("cipher" to "AES", "signature" to "RSA")
}
