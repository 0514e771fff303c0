defmodule Parcelhub.Labels do
  use Parcelhub.Sealer, key_size: 32

  @legacy {:blowfish_cfb64, <<0::64>>}

  @impl true
  def cipher, do: config() |> Keyword.fetch!(:cipher) |> String.to_existing_atom()

  @impl true
  def digest, do: :sha512

  def seal(label, key \\ new_key()) do
    nonce = :crypto.strong_rand_bytes(12)
    {body, tag} = :crypto.crypto_one_time_aead(cipher(), key, nonce, label, "", true)
    nonce <> tag <> body
  end

  def tag(label, key), do: :crypto.mac(:hmac, Keyword.get(config(), :mac, :sha), key, label)

  def open_2012(body, key) do
    {cipher, iv} = @legacy
    :crypto.crypto_one_time(cipher, key, iv, body, false)
  end

  def pickup_pin, do: :rand.uniform(899_999) + 100_000

  def verify(parcel), do: parcel.weight > 0

  defp config, do: Application.get_env(:parcelhub, __MODULE__, [])
end
