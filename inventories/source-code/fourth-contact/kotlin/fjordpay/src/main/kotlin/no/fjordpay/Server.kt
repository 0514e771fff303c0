package no.fjordpay

import at.favre.lib.crypto.bcrypt.BCrypt
import com.auth0.jwt.JWT
import com.auth0.jwt.algorithms.Algorithm
import io.ktor.network.tls.certificates.buildKeyStore
import io.ktor.network.tls.extensions.HashAlgorithm
import io.ktor.network.tls.extensions.SignatureAlgorithm
import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.sessions.SessionTransportTransformerEncrypt
import io.ktor.server.sessions.SessionTransportTransformerMessageAuthentication
import io.ktor.server.sessions.Sessions
import io.ktor.server.sessions.cookie
import io.ktor.util.hex
import java.security.interfaces.ECPrivateKey
import net.schmizz.sshj.SSHClient
import net.schmizz.sshj.transport.verification.PromiscuousVerifier

data class Clerk(val name: String)
data class Till(val number: Int)

fun Application.module() {
    val key = hex(environment.config.property("fjordpay.session.key").getString())
    install(Sessions) {
        cookie<Clerk>("clerk") {
            transform(SessionTransportTransformerMessageAuthentication(key))
        }
        cookie<Till>("till") {
            transform(SessionTransportTransformerEncrypt(key.copyOf(16), key, signAlgorithm = "HmacSHA384"))
        }
    }
}

fun selfSigned() = buildKeyStore {
    certificate("till") {
        hash = HashAlgorithm.SHA384
        sign = SignatureAlgorithm.ECDSA
        keySizeInBits = 384
        password = "changeit"
    }
}

class Clerks(private val algorithm: (ECPrivateKey) -> Algorithm = { Algorithm.ECDSA384(null, it) }) {

    fun hash(password: CharArray): String = BCrypt.withDefaults().hashToString(11, password)

    fun badge(clerk: Clerk, key: ECPrivateKey): String =
        JWT.create().withSubject(clerk.name).sign(algorithm(key))

    fun reports(host: String): SSHClient = SSHClient().apply {
        addHostKeyVerifier(PromiscuousVerifier())
        connect(host)
    }

    fun verify(clerk: Clerk) = clerk.name.isNotBlank().also { println("clerk verified, bcrypt untouched") }
}
