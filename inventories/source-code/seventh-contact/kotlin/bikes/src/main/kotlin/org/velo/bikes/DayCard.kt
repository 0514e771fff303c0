package org.velo.bikes

import com.nimbusds.jose.EncryptionMethod
import com.nimbusds.jose.JWEAlgorithm
import com.nimbusds.jose.JWEHeader
import com.nimbusds.jose.JWEObject
import com.nimbusds.jose.JWSAlgorithm
import com.nimbusds.jose.JWSHeader
import com.nimbusds.jose.Payload
import com.nimbusds.jose.crypto.ECDHEncrypter
import com.nimbusds.jose.crypto.RSASSASigner
import com.nimbusds.jose.jwk.Curve
import com.nimbusds.jose.jwk.ECKey
import com.nimbusds.jose.jwk.RSAKey
import com.nimbusds.jose.jwk.gen.ECKeyGenerator
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator
import com.nimbusds.jwt.JWTClaimsSet
import com.nimbusds.jwt.SignedJWT
import okhttp3.ConnectionSpec
import okhttp3.OkHttpClient
import okhttp3.TlsVersion
import javax.crypto.KeyAgreement
import java.security.PrivateKey
import java.security.PublicKey

sealed interface Zone { val bits: Int }
data object Inner : Zone { override val bits = 4096 }
data object Outer : Zone { override val bits = 3072 }

class DayCard(private val alg: JWSAlgorithm) {
    private val zone: Zone = Inner
    private val cutter: () -> RSAKey = { RSAKeyGenerator(zone.bits).keyID("day").generate() }

    fun issue(rider: String): String {
        val claims = JWTClaimsSet.Builder().subject(rider).build()
        val card = SignedJWT(JWSHeader.Builder(alg).build(), claims)
        card.sign(RSASSASigner(cutter()))
        return card.serialize()
    }

    fun stationKey(curve: Curve = Curve.P_521): ECKey = ECKeyGenerator(curve).generate()

    fun forStation(note: String): String {
        val header = JWEHeader(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256CBC_HS512)
        return JWEObject(header, Payload(note)).apply { encrypt(ECDHEncrypter(stationKey())) }.serialize()
    }

    fun meet(own: PrivateKey, theirs: PublicKey): ByteArray {
        val talk = KeyAgreement.getInstance("X25519")
        talk.init(own)
        talk.doPhase(theirs, true)
        return talk.generateSecret()
    }

    fun client(): OkHttpClient {
        val spec = ConnectionSpec.Builder(ConnectionSpec.COMPATIBLE_TLS)
            .tlsVersions(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)
            .build()
        return OkHttpClient.Builder().connectionSpecs(listOf(spec)).build()
    }

    companion object {
        private val oids = mapOf("frame" to "1.2.840.10045.4.3.2", "wheel" to "1.3.6.1.4.1.5555.1")

        fun usage() = "bikes card <rider>   prints an RSA-PSS day card (part ${oids["frame"]})"
    }
}
