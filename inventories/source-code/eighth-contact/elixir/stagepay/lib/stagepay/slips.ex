defmodule Stagepay.Slips do
  require Logger

  alias Stagepay.Schemes

  @rsa_opts [rsa_padding: :rsa_pkcs1_pss_padding, rsa_pss_saltlen: -1]

  defp setting(key, default) do
    :stagepay |> Application.get_env(:slips, []) |> Keyword.get(key, default)
  end

  def new_key do
    bits = setting(:key_bits, 2048)
    Logger.info("generating RSA key, please wait")
    :public_key.generate_key({:rsa, bits, 65_537})
  end

  def sign(slip, private_key) do
    :public_key.sign(line(slip), :sha256, private_key, @rsa_opts)
  end

  def total_mark(slips) do
    :crypto.hash(setting(:digest, :sha256), Enum.map(slips, &line/1))
  end

  def guest_keypair(curve \\ Schemes.guest_curve()) do
    :crypto.generate_key(:ecdh, curve)
  end

  def sign_guest(slip, private, curve \\ :secp256r1) do
    :crypto.sign(:ecdsa, :sha256, line(slip), [private, curve])
  end

  def lock(slip, key) do
    iv = :crypto.strong_rand_bytes(12)
    bits = 256
    cipher = :"aes_#{bits}_gcm"
    {body, tag} = :crypto.crypto_one_time_aead(cipher, key, iv, line(slip), "slip", true)
    iv <> tag <> body
  end

  def line(slip), do: Enum.join([slip.number, slip.name, slip.gross, slip.net], ";")

  def hash(name), do: :erlang.phash2(name, 16)
end
