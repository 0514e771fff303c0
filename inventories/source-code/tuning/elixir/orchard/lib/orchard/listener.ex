defmodule Orchard.Listener do
  require Logger

  def start do
    conf = Application.fetch_env!(:orchard, __MODULE__)
    Logger.info("TLS listener, RSA certificate")
    :ssl.listen(conf[:port], certfile: "tls/cert.pem", keyfile: "tls/key.pem", versions: conf[:versions])
  end

  def market(host) do
    :ssl.connect(to_charlist(host), 443, [verify: :verify_none, versions: [:"tlsv1.3"]], 5_000)
  end
end
