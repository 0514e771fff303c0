defmodule Elevator.Silo do
  use GenServer
  require Logger

  alias Plug.Crypto.KeyGenerator

  def start_link(opts), do: GenServer.start_link(__MODULE__, opts, name: __MODULE__)

  @impl true
  def init(opts) do
    cipher = Application.get_env(:elevator, :silo_cipher, :chacha20_poly1305)
    secret = KeyGenerator.generate(opts[:secret], "silo", iterations: 4000, digest: :sha512)
    {:ok, %{cipher: cipher, secret: secret}}
  end

  @impl true
  def handle_call({:store, sheet}, _from, %{cipher: cipher, secret: secret} = state) do
    Logger.debug("storing sheet, sha1 column skipped")
    iv = :crypto.strong_rand_bytes(12)
    {body, tag} = :crypto.crypto_one_time_aead(cipher, secret, iv, sheet, "silo", true)
    {:reply, iv <> tag <> body, state}
  end

  def mark(sheet), do: fingerprint(sheet, &:crypto.hash(:blake2b, &1))

  defp fingerprint(sheet, fun), do: sheet |> fun.() |> Base.encode16(case: :lower)

  def sum(names, sheet) do
    for name <- names, into: %{}, do: {name, digest(name, sheet)}
  end

  def both(sheet), do: sum([:sha256, :md5], sheet)

  defp digest(name, sheet), do: :crypto.hash(name, sheet)
end
