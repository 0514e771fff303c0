defmodule Almanac.Tokens do
  @moduledoc false

  def curve(:station), do: "P-256"
  def curve(:mountain), do: "P-384"

  def station_key, do: JOSE.JWK.generate_key({:ec, curve(:mountain)})

  def signer(pem) do
    [algorithm: algorithm] = Application.fetch_env!(:almanac, __MODULE__)
    Joken.Signer.create(algorithm, %{"pem" => pem})
  end

  def webhook(secret, body, kind \\ :strong) do
    macs = %{weak: :sha, strong: :sha512}
    :crypto.mac(:hmac, Map.fetch!(macs, kind), secret, body)
  end
end
