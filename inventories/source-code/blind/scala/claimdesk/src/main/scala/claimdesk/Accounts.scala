package claimdesk

import cats.effect.Sync
import cats.syntax.all._
import tsec.common._
import tsec.hashing.jca._
import tsec.passwordhashers.PasswordHash
import tsec.passwordhashers.jca.{BCrypt => OldHasher, SCrypt}

final case class Account(email: String, hash: String, migrated: Boolean)

/** Claim handlers log in with a password; accounts of before 2021 still carry the old hash. */
trait Accounts[F[_]] {
  def enrol(email: String, password: String): F[Account]
  def check(account: Account, password: String): F[Boolean]
  def avatarUrl(account: Account): F[String]
}

object Accounts {

  def make[F[_]: Sync]: Accounts[F] = new Accounts[F] {

    def enrol(email: String, password: String): F[Account] =
      SCrypt.hashpw[F](password).map(h => Account(email, h, migrated = true))

    def check(account: Account, password: String): F[Boolean] =
      if (account.migrated) SCrypt.checkpwBool[F](password, PasswordHash[SCrypt](account.hash))
      else OldHasher.checkpwBool[F](password, PasswordHash[OldHasher](account.hash))

    // gravatar wants it this way
    def avatarUrl(account: Account): F[String] =
      MD5.hash[F](account.email.trim.toLowerCase.utf8Bytes).map { h =>
        s"https://www.gravatar.com/avatar/${h.toHexString}"
      }
  }
}
