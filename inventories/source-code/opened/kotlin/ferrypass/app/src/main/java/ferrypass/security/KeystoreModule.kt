package ferrypass.security

import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import androidx.security.crypto.EncryptedSharedPreferences
import androidx.security.crypto.MasterKey
import dagger.Module
import dagger.Provides
import java.security.KeyPairGenerator
import java.security.spec.ECGenParameterSpec
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.inject.Named
import javax.inject.Singleton

private const val STORE = "AndroidKeyStore"
private const val PURPOSES = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT

@Module
object KeystoreModule {
    @Provides
    @Named("transformation")
    fun transformation(): String = listOf(
        KeyProperties.KEY_ALGORITHM_AES,
        KeyProperties.BLOCK_MODE_CBC,
        KeyProperties.ENCRYPTION_PADDING_PKCS7,
    ).joinToString("/")

    @Provides
    @Named("digest")
    fun digest() = KeyProperties.DIGEST_SHA512

    @Provides
    @Singleton
    fun cipher(@Named("transformation") name: String): Cipher = Cipher.getInstance(name)

    @Provides
    fun passKey(): KeyGenerator {
        val spec = KeyGenParameterSpec.Builder("pass", PURPOSES)
            .setKeySize(256)
            .setBlockModes(KeyProperties.BLOCK_MODE_CBC)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_PKCS7)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, STORE).apply { init(spec) }
    }

    fun crewKey(alias: String, curve: String = "secp384r1"): KeyPairGenerator {
        val generator = KeyPairGenerator.getInstance(KeyProperties.KEY_ALGORITHM_EC, STORE)
        generator.initialize(
            KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_SIGN)
                .setAlgorithmParameterSpec(ECGenParameterSpec(curve))
                .setDigests(digest())
                .build(),
        )
        return generator
    }

    fun preferences(context: Context) = EncryptedSharedPreferences.create(
        context,
        "pass",
        MasterKey.Builder(context).setKeyScheme(MasterKey.KeyScheme.AES256_GCM).build(),
        EncryptedSharedPreferences.PrefKeyEncryptionScheme.AES256_SIV,
        EncryptedSharedPreferences.PrefValueEncryptionScheme.AES256_GCM,
    )
}
