plugins {
    kotlin("jvm") version "2.0.20"
    application
}

repositories { mavenCentral() }

dependencies {
    implementation("com.google.crypto.tink:tink:1.15.0")
    implementation("com.nimbusds:nimbus-jose-jwt:9.41.1")
    implementation("com.squareup.okhttp3:okhttp:4.12.0")
    implementation("io.insert-koin:koin-core:4.0.0")
    testImplementation(kotlin("test"))
}
