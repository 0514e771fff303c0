package glint

import com.github.ajalt.clikt.core.CliktCommand
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.types.choice
import com.github.ajalt.clikt.parameters.types.enum
import com.github.ajalt.clikt.parameters.types.int
import java.io.File
import java.security.KeyPairGenerator
import java.security.Provider
import java.security.Security

enum class Seal(val jca: String, val size: Int) { OLD("DSA", 1024), STEADY("RSA", 4096), LATTICE("ML-DSA-65", 0) }

class Keygen : CliktCommand(help = "Writes a key; rsa, dsa or lattice") {
    private val seal by option("--seal", help = "old is DSA").enum<Seal>().default(Seal.STEADY)
    private val agreement by option("--agreement").choice("x25519", "x448").default("x448")
    private val bits by option("--dh-bits").int().default(2048)

    override fun run() {
        val generator = KeyPairGenerator.getInstance(seal.jca)
        if (seal.size > 0) generator.initialize(seal.size)
        File("seal.key").writeBytes(generator.generateKeyPair().private.encoded)
        File("agree.key").writeBytes(pair(agreement.uppercase()).private.encoded)
        File("dh.key").writeBytes(pair("DH") { initialize(bits) }.private.encoded)
    }

    private fun pair(name: String, setup: KeyPairGenerator.() -> Unit = {}) =
        KeyPairGenerator.getInstance(name).apply(setup).generateKeyPair()
}

fun providers(): List<String> = Security.getProviders().map(Provider::getName)
