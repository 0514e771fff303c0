defmodule Purse.Addresses do
  require Purse.Policy
  import Purse.Policy, only: [defsum: 2]
  alias ExKeccak, as: Sponge

  defsum(:memo, :blake2s)

  def address(public, %Purse.Policy{digests: digests}) do
    Enum.reduce(digests, public, &:crypto.hash/2)
  end

  def ether(<<4, public::binary-size(64)>>) do
    <<_::binary-size(12), address::binary>> = Sponge.hash_256(public)
    address
  end

  def checksum(data), do: Purse.Policy.digest() |> :crypto.hash(data) |> Base.encode16()

  def new(policy \\ Purse.Policy.for("btc")) do
    {public, private} = :crypto.generate_key(:ecdh, policy.curve)
    %{public: public, private: private}
  end

  def sign(text, %{private: private}) do
    with digest when is_binary(digest) <- ExKeccak.hash_256(text),
         {:ok, {r, s, _}} <- ExSecp256k1.sign(digest, private) do
      r <> s
    end
  end

  def describe(%{digest: d}), do: "des: #{d}"
end
