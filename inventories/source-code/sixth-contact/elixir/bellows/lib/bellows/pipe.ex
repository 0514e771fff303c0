defmodule Bellows.Pipe do
  @behaviour Bellows.Sealed
  use Bellows.Sealed, cipher: :aes_128_ctr

  @rsa_bits 1024 * 3
  @group "x25519"

  defstruct name: nil, curve: :secp521r1

  @impl true
  def digest, do: :sha384

  def tag(key, part), do: Bellows.Sealed.tagged(__MODULE__, key, part)

  def reed_key, do: :public_key.generate_key({:rsa, @rsa_bits, 65_537})

  def sign_reed(reed) do
    options = [rsa_padding: :rsa_pkcs1_pss_padding]
    :public_key.sign(reed, :sha256, reed_key(), options)
  end

  def stop_key(%__MODULE__{curve: curve}), do: :public_key.generate_key({:namedCurve, curve})

  def sign_stop(stop) do
    pipe = %__MODULE__{name: "stop"}
    :public_key.sign(stop, :sha512, stop_key(pipe))
  end

  def wind_key do
    :crypto.generate_key(:ecdh, String.to_existing_atom(@group))
  end

  def keys, do: :crypto.generate_key(:eddsa, :ed25519)

  def usage, do: "bellows --cipher aes --digest sha256 --sign pss"

  def coin(bytes), do: ExKeccak.hash_256(bytes)

  def blow(port, versions \\ [:"tlsv1.2", :"tlsv1.3"]) do
    :ssl.listen(port, versions: versions)
  end
end
