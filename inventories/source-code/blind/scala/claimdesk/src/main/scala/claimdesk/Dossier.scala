package claimdesk

import cats.effect.IO
import tsec.cipher.symmetric._
import tsec.cipher.symmetric.jca._
import tsec.common._
import tsec.mac.MAC
import tsec.mac.jca.{HMACSHA256 => Tagger, MacSigningKey}

/** Medical reports, encrypted at rest; the index row beside them is only tagged. */
final class Dossier(key: SecretKey[AES128GCM], tagKey: MacSigningKey[Tagger]) {

  implicit private val ivs: IvGen[IO, AES128GCM]                   = AES128GCM.defaultIvStrategy[IO]
  implicit private val enc: AADEncryptor[IO, AES128GCM, SecretKey] = AES128GCM.genEncryptor[IO]

  def store(claimId: String, report: String): IO[(Array[Byte], Array[Byte])] =
    for {
      ct  <- AES128GCM.encrypt[IO](PlainText(report.utf8Bytes), key)
      tag <- Tagger.sign[IO](claimId.utf8Bytes, tagKey)
    } yield (ct.toConcatenated, tag)

  def load(blob: Array[Byte]): IO[String] =
    for {
      ct    <- IO.fromEither(AES128GCM.ciphertextFromConcat(blob))
      plain <- AES128GCM.decrypt[IO](ct, key)
    } yield plain.toUtf8String

  def sameClaim(claimId: String, tag: Array[Byte]): IO[Boolean] =
    Tagger.verifyBool[IO](claimId.utf8Bytes, MAC[Tagger](tag), tagKey)
}

object Dossier {
  def fresh: IO[Dossier] =
    for {
      k <- AES128GCM.generateKey[IO]
      t <- Tagger.generateKey[IO]
    } yield new Dossier(k, t)
}
