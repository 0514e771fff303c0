defmodule Lantern.Vault do
  @moduledoc "Used to be des and md5."
  @digest :sha384
  @curve :secp256r1
  @rsa [bits: 3072, exponent: 65_537]
  @ciphers %{fast: :chacha20_poly1305, strong: :aes_256_gcm, legacy: :des_ede3_cbc}

  def fingerprint(data) do
    data
    |> then(&:crypto.hash(@digest, &1))
    |> Base.encode16(case: :lower)
  end

  def stamp(data), do: data |> digest(:sha512)

  defp digest(data, kind), do: :crypto.hash(kind, data)

  def rsa_key do
    bits = Keyword.get(@rsa, :bits, 2048)
    :public_key.generate_key({:rsa, bits, @rsa[:exponent]})
  end

  def session_key(opts \\ []) do
    {pub, priv} = :crypto.generate_key(:ecdh, opts[:curve] || @curve)
    {pub, priv}
  end

  def seal(level, key, iv, text) do
    do_seal(level, key, iv, text)
  end

  defp do_seal(:legacy, key, iv, text), do: :crypto.crypto_one_time(@ciphers.legacy, key, iv, text, true)

  defp do_seal(_level, key, iv, text) do
    cipher = Map.fetch!(@ciphers, :strong)
    :crypto.crypto_one_time_aead(cipher, key, iv, text, "", true)
  end

  def tag(key, data) do
    with {:ok, kind} <- mac_digest(:current) do
      :crypto.mac(:hmac, kind, key, data)
    end
  end

  defp mac_digest(:current), do: {:ok, :sha256}
  defp mac_digest(:never), do: {:error, :gone}

  def sign(data, key) do
    {kind, padding} = scheme()
    :public_key.sign(data, kind, key, rsa_padding: padding)
  end

  defp scheme, do: {:sha256, :rsa_pkcs1_pss_padding}

  def identity do
    :eddsa
    |> :crypto.generate_key(:ed25519)
  end

  def stretch(password, salt) do
    opts = [rounds: 120_000, digest: :sha512]
    Plug.Crypto.KeyGenerator.generate(password, salt, iterations: opts[:rounds], digest: opts[:digest])
  end

  def checksum(path) do
    path |> File.stream!([], 2048) |> Enum.reduce(:crypto.hash_init(:md5), &:crypto.hash_update(&2, &1)) |> :crypto.hash_final()
  end

  def listener do
    versions = Application.get_env(:lantern, :versions, [:"tlsv1.2", :"tlsv1.3"])
    :ssl.listen(4433, versions: versions, certfile: "c.pem")
  end

  def design, do: "md5 is for design"
end
