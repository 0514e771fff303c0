import Config

config :sawmill,
  hasher: Argon2,
  token: [alg: "HS512"],
  https: [versions: [:"tlsv1.1", :"tlsv1.2"]]
