defmodule Apiary.Keys do
  require Record

  @curve :secp256k1
  @digest (case Mix.env() do
             :prod -> :sha256
             _ -> :sha224
           end)

  @coin {:namedCurve, @curve}

  def coin_key, do: :public_key.generate_key(@coin)

  def spend(tx) do
    :public_key.sign(tx, @digest, coin_key())
  end

  def raw_spend(digest, private) do
    :crypto.sign(:ecdsa, :sha256, {:digest, digest}, [private, @curve])
  end

  def seed_key(phrase, salt \\ "mnemonic"), do: :crypto.pbkdf2_hmac(:sha512, phrase, salt, 2048, 64)

  def child(chain, data) do
    mac = &:crypto.mac(:hmac, &1, chain, data)
    mac.(:sha512)
  end

  def address(public) do
    public |> then(&:crypto.hash(:sha256, &1)) |> then(&:crypto.hash(:ripemd160, &1))
  end

  def eth_address(public), do: ExKeccak.hash_256(public) |> binary_part(12, 20)

  def pair(theirs) do
    {ours, private} = :crypto.generate_key(:eddh, :x25519)
    {ours, :crypto.compute_key(:eddh, theirs, private, :x25519)}
  end

  def apiarist(text, key), do: :crypto.sign(:eddsa, :none, text, [key, :ed448])

  def check(text, signature, key) do
    :public_key.verify(text, :sha, signature, key, rsa_padding: :rsa_pkcs1_pss_padding)
  end
end
