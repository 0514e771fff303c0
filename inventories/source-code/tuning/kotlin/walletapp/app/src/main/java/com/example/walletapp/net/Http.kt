package com.example.walletapp.net

import okhttp3.CertificatePinner
import okhttp3.CipherSuite
import okhttp3.ConnectionSpec
import okhttp3.OkHttpClient
import okhttp3.TlsVersion

/** HTTP client of the wallet. */
object Http {

    private val spec = ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
        .tlsVersions(TlsVersion.TLS_1_0, TlsVersion.TLS_1_2)
        .cipherSuites(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)
        .build()

    val client: OkHttpClient = OkHttpClient.Builder()
        .connectionSpecs(listOf(spec))
        .certificatePinner(CertificatePinner.Builder().add("api.example.com", "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=").build())
        .hostnameVerifier { _, _ -> true }
        .build()
}
