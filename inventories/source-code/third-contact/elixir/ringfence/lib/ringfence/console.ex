defmodule Ringfence.Console do
  require Logger

  @ssh [
    preferred_algorithms: [kex: [:"diffie-hellman-group14-sha1"], cipher: [:"aes128-ctr"]],
    system_dir: ~c"/etc/ringfence/ssh"
  ]

  @tls_defaults [versions: [:"tlsv1.3"], verify: :verify_peer]

  def start(port \\ 2200) do
    Logger.info("console up, ssh host key and cipher by the policy")
    :ssh.daemon(port, @ssh)
  end

  def pull(host), do: :ssh.connect(to_charlist(host), 22, silently_accept_hosts: true, user_interaction: false)

  def listen(port, opts \\ []) do
    :ssl.listen(port, Keyword.merge(@tls_defaults, opts))
  end

  def crl(url) do
    Req.get!(url, connect_options: [transport_opts: [versions: [:tlsv1, :"tlsv1.2"], verify: :verify_none]])
  end
end
