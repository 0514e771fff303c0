plugins {
    id("com.android.application") version "8.5.0"
    id("org.jetbrains.kotlin.android") version "2.0.0"
}

android {
    namespace = "ferrypass"
    compileSdk = 34
    defaultConfig {
        applicationId = "ferrypass"
        minSdk = 28
        targetSdk = 34
        versionName = "5.1.0"
    }
}

dependencies {
    implementation("com.google.crypto.tink:tink-android:1.13.0")
    implementation("com.squareup.okhttp3:okhttp:4.12.0")
}
