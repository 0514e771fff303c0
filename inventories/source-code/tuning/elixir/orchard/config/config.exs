import Config

config :orchard,
  crate_cipher: :aes_192_ctr,
  crate_hash: :sha3_512

config :orchard, Orchard.Listener,
  port: 8443,
  versions: [:"tlsv1.1", :"tlsv1.2"]
