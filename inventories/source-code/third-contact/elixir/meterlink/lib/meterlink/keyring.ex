defmodule Meterlink.Keyring do
  use GenServer

  require Record
  import Meterlink.Roles, only: [role: 1]

  def start_link(kind \\ :head_end), do: GenServer.start_link(__MODULE__, kind, name: __MODULE__)

  @impl true
  def init(_kind) do
    %{bits: bits, hash: hash} = role(:head_end)
    {:ok, %{key: :public_key.generate_key({:rsa, bits, 65_537}), hash: hash}}
  end

  @impl true
  def handle_call({:sign, telegram}, _from, %{key: key, hash: hash} = state) do
    {:reply, :public_key.sign(telegram, hash, key), state}
  end

  def pairing(theirs, kind \\ :concentrator) do
    curve = role(kind).curve
    {public, private} = :crypto.generate_key(:ecdh, curve)
    {public, :crypto.compute_key(:ecdh, theirs, private, curve)}
  end

  def installer(name) do
    key = X509.PrivateKey.new_rsa(role(:concentrator).bits)
    X509.CSR.new(key, "/CN=#{name}", hash: :sha)
  end
end
