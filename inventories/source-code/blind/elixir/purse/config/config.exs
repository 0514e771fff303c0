import Config

config :purse, Purse.Vault,
  ciphers: [
    default: {Cloak.Ciphers.AES.CTR, tag: "AES.CTR.V1", key: <<0::256>>}
  ]

config :purse, :audit,
  stamp: :sha3_256,
  seal: :aes_256_ccm

config :purse, :custody,
  bits: 4096,
  curve: :secp384r1,
  token: "PS256"

config :pbkdf2_elixir, rounds: 160_000
