package com.example.walletapp.security

internal object CryptoConstants {
    const val KEYSTORE = "AndroidKeyStore"
    const val DIGEST = "SHA-256"
    private const val BLOCK = "AES"
    const val TRANSFORMATION = "$BLOCK/GCM/NoPadding"
    const val MAC_KEY_BYTES = 32
}
