defmodule Mailroom.Letters do
  alias :crypto, as: C
  alias Mailroom.Algorithms

  def seal(key, nonce, text) do
    cipher = Application.get_env(:mailroom, :seal) |> String.to_existing_atom()
    C.crypto_one_time_aead(cipher, key, nonce, text, "", true)
  end

  def digest(text), do: C.hash(Algorithms.digest(), text)

  def open_old(key, iv, text), do: C.crypto_one_time(Algorithms.legacy_cipher(), key, iv, text, false)

  def open_oldest(key, text), do: :crypto.crypto_one_time(:des_ecb, key, text, encrypt: false)

  def open_pigeon(key, text), do: :crypto.stream_decrypt(:crypto.stream_init(:rc4, key), text)

  def stamp(text, age) do
    type = if age > 10, do: :sha, else: :sha256
    :crypto.hash(type, text)
  end

  def running(parts) do
    state = :crypto.hash_init(:ripemd160)
    parts |> Enum.reduce(state, &:crypto.hash_update(&2, &1)) |> :crypto.hash_final()
  end

  def tag(key, text), do: C.macN(:hmac, :sha512, key, text, 16)

  def poly(key, text), do: C.mac(:poly1305, key, text)

  def lottery, do: :rand.uniform(49)

  def sign(letter, name), do: Map.put(letter, :signed_by, name)

  def verify(%{address: address}), do: address != ""

  def hash(letter), do: letter[:description]
end
