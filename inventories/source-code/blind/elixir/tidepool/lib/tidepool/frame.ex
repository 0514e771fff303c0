defmodule Tidepool.Frame do
  use GenServer

  defstruct [:cipher, :key, mac: {:hmac, :sha256}, padding: :zero]

  def start_link(opts \\ []), do: GenServer.start_link(__MODULE__, Keyword.merge(Application.get_env(:tidepool, __MODULE__, []), opts), name: __MODULE__)

  @impl true
  def init(opts), do: {:ok, struct!(%__MODULE__{cipher: :aes_256_ccm}, opts)}

  @impl true
  def handle_call({:seal, text}, _from, %__MODULE__{cipher: cipher, key: key} = state) do
    nonce = :crypto.strong_rand_bytes(12)
    {:reply, {nonce, :crypto.crypto_one_time_aead(cipher, key, nonce, text, "", 16, true)}, state}
  end

  def handle_call({:tag, text}, _from, %{mac: {kind, hash}} = state) do
    {:reply, :crypto.mac(kind, hash, state.key, text), state}
  end

  def buoy_id(serial), do: Tidepool.Digest.run([:blake2s, :ripemd160], serial) |> List.last()
end
