package tenantauth

import pureconfig.*
import pureconfig.generic.derivation.default.*

final case class ResetConfig(length: Int = 6, description: String = "")

final case class AuthConfig(tokenAlg: String = "RS256", rounds: Int = 10, deviceAlg: String = "Ed25519", reset: ResetConfig = ResetConfig()) derives ConfigReader

object AuthConfig:
  lazy val default: AuthConfig = ConfigSource.default.at("auth").loadOrThrow[AuthConfig]
