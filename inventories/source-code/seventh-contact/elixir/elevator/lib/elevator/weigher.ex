defmodule Elevator.Weigher do
  @moduledoc """
  Weighs lorries and signs the slip (RSA for the miller, a stamp for the farmer).
  """
  alias :public_key, as: Office
  alias :crypto, as: Barn

  @spec_of_key Application.compile_env(:elevator, :weigher_key, {:rsa, 2048, 65_537})
  @stamp_digest :sha384
  @curves %{wheat: :secp384r1, rye: :secp256r1}

  defstruct [:lorry, :kilos, algorithm: "ES256"]

  def new_key, do: Office.generate_key(@spec_of_key)

  def sign_slip(slip, key \\ new_key()) do
    Office.sign(slip, @stamp_digest, key)
  end

  def sign_for_port(slip, key) do
    Office.sign(slip, :sha256, key, rsa_padding: :rsa_pkcs1_pss_padding, rsa_pss_saltlen: -1)
  end

  def farmer_key(grain \\ :wheat) do
    Barn.generate_key(:ecdh, Map.fetch!(@curves, grain))
  end

  def shared_with(farmer_public, grain \\ :wheat) do
    {_public, mine} = farmer_key(grain)
    Barn.compute_key(:ecdh, farmer_public, mine, @curves[grain])
  end

  def ticket(%__MODULE__{} = slip) do
    jwk = JOSE.JWK.generate_key({:ec, "P-256"})
    {_, compact} = jwk |> JOSE.JWT.sign(%{"alg" => slip.algorithm}, %{"kg" => slip.kilos}) |> JOSE.JWS.compact()
    compact
  end

  def queue(lorries), do: Enum.shuffle(lorries)
end
