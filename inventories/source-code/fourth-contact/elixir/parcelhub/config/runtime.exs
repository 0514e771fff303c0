import Config

config :parcelhub, Parcelhub.Labels,
  cipher: System.get_env("LABEL_CIPHER", "aes_256_ccm"),
  mac: :sha3_384

config :parcelhub, :courier_tokens, alg: "ES512"

config :parcelhub, ParcelhubWeb.Endpoint,
  url: [host: "parcels.example.org"],
  https: [port: 8443, versions: [:"tlsv1.2", :"tlsv1.3"]]
