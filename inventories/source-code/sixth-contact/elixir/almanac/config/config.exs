import Config

config :almanac, Almanac.Vault,
  cipher: :aes_192_gcm,
  key_bytes: 24,
  digest: :sha3_384

config :almanac, Almanac.Tokens, algorithm: "ES512"

config :almanac, :menu, ["RSA of the month", "Des Moines weather", "md5"]
