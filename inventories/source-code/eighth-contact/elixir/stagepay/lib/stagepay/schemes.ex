defmodule Stagepay.Schemes do
  @moduledoc "What each office wants. The union office sorts `:des` (descending)."

  defstruct alg: "ES256", lifetime: 3600, issuer: "stagepay"

  @by_office %{
    "tax" => "RS512",
    "pension" => "PS256",
    "union" => "EdDSA"
  }

  def for_office(office), do: Map.fetch!(@by_office, office)

  def bank, do: %__MODULE__{issuer: "stagepay-bank", lifetime: 600}

  def guest_curve, do: :secp384r1

  # identifiers printed in the annex of the annual statement
  def annex_ids, do: [{1, 2, 840, 113_549, 1, 1, 11}, {1, 2, 840, 10_045, 4, 3, 2}]
end
