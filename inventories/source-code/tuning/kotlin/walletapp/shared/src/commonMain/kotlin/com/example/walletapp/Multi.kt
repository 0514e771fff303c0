package com.example.walletapp

import dev.whyoleg.cryptography.CryptographyProvider
import dev.whyoleg.cryptography.algorithms.EC
import dev.whyoleg.cryptography.algorithms.ECDSA
import dev.whyoleg.cryptography.algorithms.SHA512
import java.security.KeyPairGenerator
import java.security.spec.NamedParameterSpec

/** Shared between the phones. */
suspend fun digest(bytes: ByteArray): ByteArray =
    CryptographyProvider.Default.get(SHA512).hasher().hash(bytes)

suspend fun newIdentity(): ECDSA.KeyPair =
    CryptographyProvider.Default.get(ECDSA).keyPairGenerator(EC.Curve.P521).generateKey()

/** Post-quantum backup key; the 512 set is kept for speed. */
fun backupKey() = KeyPairGenerator.getInstance("ML-KEM").apply { initialize(NamedParameterSpec("ML-KEM-512")) }.generateKeyPair()
