package org.velo.bikes

import com.google.crypto.tink.KeyTemplates
import com.google.crypto.tink.KeysetHandle
import com.google.crypto.tink.aead.AeadConfig
import com.google.crypto.tink.signature.SignatureConfig
import com.nimbusds.jose.JWSAlgorithm
import org.koin.core.qualifier.named
import org.koin.dsl.module
import java.util.Properties

private val settings = Properties().apply {
    Properties::class.java.getResourceAsStream("/bikes.properties")?.use(::load)
}

val wiring = module {
    single(named("stand")) {
        SignatureConfig.register()
        KeysetHandle.generateNew(KeyTemplates.get(settings.getProperty("stand.template")))
    }
    single(named("rides")) {
        AeadConfig.register()
        KeysetHandle.generateNew(KeyTemplates.get(System.getenv("RIDE_STORE") ?: "AES256_GCM"))
    }
    single { JWSAlgorithm.PS256 }
    single { DayCard(get()) }
    factory { RideBook(get(named("rides")), get(named("stand"))) }
}
