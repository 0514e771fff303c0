import Config

# DES is the "Delivery Entry Station" at the north gate.
config :elevator,
  silo_cipher: :aes_256_gcm,
  weigher_key: {:rsa, 3072, 65_537},
  office: "principal of grain"

config :elevator, Elevator.Probe,
  tls: [versions: [:"tlsv1.2", :"tlsv1.3"], verify: :verify_peer],
  depth: 14
