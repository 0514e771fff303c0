import Config

config :mailroom,
  seal: System.get_env("MAILROOM_SEAL", "chacha20_poly1305"),
  key_bits: 3072,
  curve: :secp256k1
