defmodule Apiary.Vault do
  @behaviour Apiary.Store

  @type kind :: :hive | :queen

  @ciphers [hive: :chacha20_poly1305, queen: :aes_256_ccm]

  @impl true
  def cipher(kind), do: Keyword.get(@ciphers, kind, :aes_128_gcm)

  def put_hive(honey, key), do: put(:hive, honey, key)

  defp put(kind, honey, key) do
    nonce = :crypto.strong_rand_bytes(12)
    {body, tag} = :crypto.crypto_one_time_aead(cipher(kind), key, nonce, honey, <<>>, true)
    nonce <> tag <> body
  end

  def put_queen(honey, key, nonce) do
    :queen |> cipher() |> :crypto.crypto_one_time_aead(key, nonce, honey, <<>>, 12, true)
  end

  def label(hive) do
    bits = if hive.old, do: 128, else: 256
    cipher = String.to_existing_atom("aes_#{bits}_ecb")
    :crypto.crypto_one_time(cipher, hive.key, hive.label, true)
  end

  def checksum(data), do: :erlang.md5(data)
  def number(data), do: :erlang.crc32(data)
  def phash(data), do: :erlang.phash2(data, 64)
end
