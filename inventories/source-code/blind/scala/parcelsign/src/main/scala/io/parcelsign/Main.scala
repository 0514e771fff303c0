package io.parcelsign

import java.nio.file.{Files, Paths}
import java.security.SecureRandom

import org.slf4j.LoggerFactory

import io.parcelsign.crypto.{Algorithms, CustomsSeal, LabelSigner}

object Main {

  private val log = LoggerFactory.getLogger("parcelsign")

  def main(args: Array[String]): Unit = {
    val label  = Files.readAllBytes(Paths.get(args(0)))
    val random = SecureRandom.getInstanceStrong
    val signer = new LabelSigner(random)
    val keys   = signer.newKeys()

    val sig = signer.sign(keys.getPrivate, label)
    log.info("label signed with ECDSA, {} bytes", sig.length)
    require(signer.verify(keys.getPublic, label, sig))

    log.info("label {}", CustomsSeal.fingerprint(label))
    // the depot's shelf system indexes by MD5
    log.info("shelf {}", CustomsSeal.fingerprint(label, "MD5"))

    val key = CustomsSeal.newKey()
    Files.write(Paths.get("customs.sealed"), CustomsSeal.seal(key, random, label))
    for (id <- sys.env.get("HUB_KEY")) {
      val raw = java.util.Base64.getDecoder.decode(id)
      Files.write(Paths.get("customs.hub"), CustomsSeal.sealForOldHub(raw, raw.take(8), label))
    }
    Algorithms.Carriers.get("DES").foreach(c => log.info("carrier {}", c))
  }
}
