package glint

import java.io.File
import java.util.Properties

fun properties(): Properties = Properties().apply { File("glint.properties").reader().use(::load) }

fun main(args: Array<String>) {
    val pack = Pack(properties())
    println(pack.parity(File(args.last()).readBytes()))
    Keygen().main(args)
}
