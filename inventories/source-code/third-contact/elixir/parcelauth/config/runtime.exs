import Config

config :parcelauth, Parcelauth.Guardian,
  issuer: "parcelauth",
  allowed_algos: ["ES384"],
  secret_key: %{"kty" => "EC", "crv" => "P-384", "d" => System.get_env("PARCELAUTH_D"), "x" => System.get_env("PARCELAUTH_X"), "y" => System.get_env("PARCELAUTH_Y")}

config :parcelauth, :passwords, hasher: Parcelauth.Hashers.Pbkdf, rounds: 180_000

config :parcelauth, Parcelauth.Vault,
  ciphers: [
    default: {Cloak.Ciphers.AES.GCM, tag: "v2", key: Base.decode64!(System.fetch_env!("VAULT_KEY")), iv_length: 12},
    retired: {Cloak.Ciphers.AES.CTR, tag: "v1", key: Base.decode64!(System.fetch_env!("OLD_VAULT_KEY"))}
  ]

config :logger, level: :info, metadata: [:description, :cipher]
