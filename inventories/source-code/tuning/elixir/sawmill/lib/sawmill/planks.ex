defmodule Sawmill.Planks do
  use Sawmill.Policy, hash: :sha3_256

  alias Sawmill.Policy
  import Bitwise

  @aad "plank"
  @rounds 1 <<< 17

  def seal(text, key \\ :crypto.strong_rand_bytes(Policy.key_bytes())) do
    %{cipher: cipher} = Policy.get(:plank)
    iv = :crypto.strong_rand_bytes(12)
    {body, tag} = :crypto.crypto_one_time_aead(cipher, key, iv, text, @aad, true)
    {iv, tag, body}
  end

  def open_scrap(body, key, iv) do
    :crypto.crypto_one_time(Policy.get(:scrap).cipher, key, iv, body, encrypt: false)
  end

  def stream(key, iv, chunks) do
    state = :crypto.crypto_init(%Policy{}.cipher, key, iv, true)
    Enum.map(chunks, &:crypto.crypto_update(state, &1))
  end

  def sums(text) do
    for algorithm <- [:md4, :ripemd160, :blake2b], into: %{} do
      {algorithm, :crypto.hash(algorithm, text)}
    end
  end

  def tag(text, key), do: :crypto.mac(:hmac, Policy.default_hash(), key, text)

  def stretch(pin, salt), do: :crypto.pbkdf2_hmac(:sha512, pin, salt, @rounds, 32)

  def mill_key do
    {:ok, key} = generate({:rsa, 2048 + 1024, 65_537})
    key
  end

  defp generate(spec), do: {:ok, :public_key.generate_key(spec)}

  def sign(text), do: :public_key.sign(text, Policy.get(:board).hash, mill_key())

  def ecdh(theirs) do
    curve = Policy.get(:board).curve
    {public, private} = :crypto.generate_key(:ecdh, curve)
    {public, :crypto.compute_key(:ecdh, theirs, private, curve)}
  end
end
