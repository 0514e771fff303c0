defmodule Parcelauth.Tokens do
  alias JOSE.{JWE, JWK, JWS}
  alias Plug.Crypto.{KeyGenerator, MessageEncryptor}

  @partner_alg Application.compile_env(:parcelauth, :partner_alg, "RS512")
  @content %{"alg" => "ECDH-ES", "enc" => "A256GCM"}

  def partner(claims, pem) do
    signer = Joken.Signer.create(@partner_alg, %{"pem" => pem})
    Joken.encode_and_sign(claims, signer)
  end

  def driver_key, do: JWK.generate_key({:okp, :Ed448})

  def driver(claims, key), do: key |> JWK.sign(Jason.encode!(claims), %{"alg" => "Ed448"}) |> JWS.compact()

  def depot(claims, depot_public) do
    depot_public |> JWE.block_encrypt(Jason.encode!(claims), @content) |> JWE.compact()
  end

  def cookie(secret_base, value, opts \\ []) do
    length = Keyword.get(opts, :length, 32)
    secret = KeyGenerator.generate(secret_base, "parcelauth cookie", length: length, digest: opts[:digest] || :sha384)
    MessageEncryptor.encrypt(value, secret, "")
  end

  def second_factor(secret, code), do: NimbleTOTP.valid?(secret, code)

  def pickup_code, do: Enum.map_join(1..6, fn _ -> :rand.uniform(10) - 1 end)
end
