defmodule Orchard.Crates do
  @moduledoc """
  Crates are sealed with AES; MD5 is only in old names.
  """

  import Bitwise, only: [bxor: 2]

  @hash :sha384
  @aad "crate" <> <<1>>
  @names ~w(des_ecb rc4 aes_128_cbc)a

  def names, do: @names

  def seal(key, body) do
    iv = :crypto.strong_rand_bytes(12)
    {sealed, tag} = :crypto.crypto_one_time_aead(:aes_256_gcm, key, iv, body, @aad, true)
    iv <> tag <> sealed
  end

  def stream(key, iv, body) do
    cipher = Application.get_env(:orchard, :crate_cipher, :aes_128_ctr)
    :crypto.crypto_one_time(cipher, key, iv, body, true)
  end

  def open_old(key, iv, body) do
    :crypto.crypto_one_time(:des_ede3_cbc, key, iv, body, false)
  end

  def sum(body), do: :crypto.hash(@hash, body) |> Base.encode16()

  def configured(body), do: :crypto.hash(Application.fetch_env!(:orchard, :crate_hash), body)

  def short(body), do: body |> :erlang.md5() |> binary_part(0, 8)

  def tag(key, body), do: :crypto.mac(:hmac, :sha256, key, body)

  def cmac(key, body), do: :crypto.mac(:cmac, :aes_128_cbc, key, body)

  def mix(a, b), do: bxor(a, b)

  def slot(name), do: :erlang.phash2(name, 64)
end
