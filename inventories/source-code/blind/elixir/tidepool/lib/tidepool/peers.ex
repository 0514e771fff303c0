defmodule Tidepool.Peers do

  defp group, do: Application.get_env(:tidepool, :group, :x25519)

  def pair, do: :crypto.generate_key(:ecdh, group())

  def secret(theirs, mine) do
    with shared <- :crypto.compute_key(:ecdh, theirs, mine, group()),
         <<key::binary-size(32), _::binary>> <- HKDF.derive(:sha256, shared, 64, "", "tidepool") do
      {:ok, key}
    end
  end

  def chain_pair do
    private = :crypto.strong_rand_bytes(32)
    {:ok, public} = ExSecp256k1.create_public_key(private)
    {private, public}
  end

  def chain_sign(digest, private), do: ExSecp256k1.sign_compact(digest, private)

  def badge(text, {_public, private}), do: Ed25519.signature(text, private)

  def box(text, theirs, {_, mine}), do: :enacl.box(text, :enacl.randombytes(24), theirs, mine)

end
