defmodule Allotment.Pump do
  @moduledoc "The pump controllers in the sheds."

  @tls [verify: :verify_peer, versions: [:"tlsv1.2", :"tlsv1.3"]]
  @kex [:"ecdh-sha2-nistp256", :"diffie-hellman-group14-sha256"]

  def connect(host, extra \\ []) do
    opts = Keyword.merge(@tls, extra)
    :ssl.connect(String.to_charlist(host), 8883, [cacerts: :public_key.cacerts_get()] ++ opts)
  end

  def shell(host) do
    :ssh.connect(String.to_charlist(host), 22,
      user: ~c"pump",
      preferred_algorithms: [kex: @kex]
    )
  end

  def pair(peer) do
    with_fresh_key(fn {public, private} ->
      {public, :crypto.compute_key(:ecdh, peer, private, :x25519)}
    end)
  end

  defp with_fresh_key(fun), do: fun.(:crypto.generate_key(:ecdh, :x25519))

  def valve_tag(command, key), do: mac(:sha256).(key, command)

  defp mac(digest), do: &:crypto.mac(:hmac, digest, &1, &2)

  def help do
    """
    pump open VALVE
      --aes   all except shed
      --ssl   slow sprinkling, low
    """
  end
end
