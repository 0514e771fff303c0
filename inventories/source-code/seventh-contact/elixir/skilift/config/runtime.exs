import Config

config :skilift,
  pass_alg: System.get_env("PASS_ALG", "RS512"),
  pass_pem: System.get_env("PASS_PEM"),
  banner: "Principal slope closed (AES: Alpine Emergency Service)"
