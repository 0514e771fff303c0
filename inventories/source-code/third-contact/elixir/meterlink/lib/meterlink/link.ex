defmodule Meterlink.Link do
  require Logger

  @kex ~w(diffie-hellman-group14-sha256 ecdh-sha2-nistp256)a

  def console(host) do
    Logger.debug("console: AES and DES are negotiated by the box")
    :ssh.connect(to_charlist(host), 22, silently_accept_hosts: true, preferred_algorithms: [kex: @kex])
  end

  def telegram(text, key) do
    nonce = :enacl.randombytes(24)
    nonce <> :enacl.secretbox(text, nonce, key)
  end

  def sums(frame, algorithms \\ [:sha, :blake2s]), do: Map.new(algorithms, fn a -> {a, :crypto.hash(a, frame)} end)

  def shard(meter), do: :erlang.phash2(meter, 16)

  def long_term, do: :crypto.generate_key(:mldsa87, [])

  def device, do: :crypto.generate_key(:eddsa, if(System.get_env("METER_CURVE") == "448", do: :ed448, else: :ed25519))
end
