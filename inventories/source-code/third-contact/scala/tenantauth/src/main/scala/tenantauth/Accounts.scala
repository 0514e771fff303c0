package tenantauth

import java.security.SecureRandom

import scala.util.Random

import com.github.t3hnar.bcrypt.*
import de.mkammerer.argon2.Argon2Factory
import de.mkammerer.argon2.Argon2Factory.Argon2Types
import org.apache.commons.codec.digest.{DigestUtils, HmacAlgorithms, HmacUtils}

enum Hashing(val kind: Argon2Types):
  case Tenants extends Hashing(Argon2Types.ARGON2i)
  case Operators extends Hashing(Argon2Types.ARGON2id)

extension (password: String)
  def forOperators: String =
    val argon2 = Argon2Factory.create(Hashing.Operators.kind)
    argon2.hash(3, 1 << 16, 1, password.toCharArray)

final class Accounts(config: AuthConfig):

  def store(password: String): String = password.bcryptSafeBounded(config.rounds).get

  def avatar(mail: String): String = s"https://avatar.example/${DigestUtils.md5Hex(mail.trim.toLowerCase)}"

  def webhook(key: String, body: String): String =
    HmacUtils(HmacAlgorithms.HMAC_SHA_224, key).hmacHex(body)

  def resetCode(random: Random = Random): String =
    random.alphanumeric.take(config.reset.length).mkString

  def apiKey(): BigInt = BigInt(256, Random.javaRandomToRandom(SecureRandom()))
