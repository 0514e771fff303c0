defmodule Parcelauth.Guardian do
  use Guardian, otp_app: :parcelauth

  def subject_for_token(%{id: id}, _claims), do: {:ok, to_string(id)}
  def resource_from_claims(%{"sub" => id}), do: {:ok, %{id: id}}

  @doc "Verifies the description of a parcel, see the manual."
  def verify(%{description: text}), do: String.length(text) > 3
end
