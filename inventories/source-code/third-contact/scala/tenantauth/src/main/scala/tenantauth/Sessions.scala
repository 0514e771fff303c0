package tenantauth

import cats.effect.Sync
import cats.syntax.all.*
import tsec.cipher.symmetric.*
import tsec.cipher.symmetric.jca.{AES192GCM as SessionCipher, *}
import tsec.common.*
import tsec.mac.jca.{HMACSHA384, MacSigningKey}
import tsec.passwordhashers.PasswordHash
import tsec.passwordhashers.jca.SCrypt
import tsec.signature.jca.{SHA256withECDSA, SigKeyPair}

/** Cookies and device keys of a tenant. */
final class Sessions[F[_]: Sync]:

  given IvGen[F, SessionCipher] = SessionCipher.defaultIvStrategy[F]

  def cookie(text: String, key: SecretKey[SessionCipher]): F[CipherText[SessionCipher]] =
    SessionCipher.genEncryptor[F].encrypt(PlainText(text.utf8Bytes), key)

  def fingerprint(id: String, key: MacSigningKey[HMACSHA384]): F[Array[Byte]] =
    HMACSHA384.sign[F](id.utf8Bytes, key).map(identity)

  def deviceKeys: F[SigKeyPair[SHA256withECDSA]] = SHA256withECDSA.generateKeyPair[F]

  def remember(password: String): F[PasswordHash[SCrypt]] = SCrypt.hashpw[F](password)
