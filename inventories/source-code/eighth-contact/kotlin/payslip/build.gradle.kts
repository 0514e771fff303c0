plugins {
    kotlin("jvm") version "2.0.0"
}

group = "payslip"
version = "1.12.0"

repositories { mavenCentral() }

kotlin { jvmToolchain(17) }

dependencies {
    implementation("com.auth0:java-jwt:4.4.0")
    implementation("com.hierynomus:sshj:0.38.0")
    implementation("com.password4j:password4j:1.8.2")
    testImplementation(kotlin("test"))
}

tasks.test { useJUnitPlatform() }
