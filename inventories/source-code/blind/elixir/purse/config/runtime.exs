import Config

config :purse, Purse.Web,
  tls: String.to_atom(System.get_env("PURSE_TLS", "tlsv1.3")),
  banner: "purse (aes, rsa, des spoken here)"
