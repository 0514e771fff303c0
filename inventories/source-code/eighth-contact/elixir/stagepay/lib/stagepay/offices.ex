defmodule Stagepay.Offices do
  alias JOSE.JWK, as: Key
  alias Stagepay.Schemes

  def report("tax" = office, claims, pem) do
    pem
    |> Key.from_pem()
    |> JOSE.JWT.sign(%{"alg" => Schemes.for_office(office)}, claims)
    |> JOSE.JWS.compact()
    |> elem(1)
  end

  def bank_signer(pem) do
    scheme = Schemes.bank()
    Joken.Signer.create(scheme.alg, %{"pem" => pem}, %{"iss" => scheme.issuer})
  end

  def check_pension(token, pem) do
    Joken.Signer.verify(token, Joken.Signer.create("PS256", %{"pem" => pem}))
  end

  def union_key, do: Key.generate_key({:okp, :Ed25519})

  def password(plain), do: Argon2.hash_pwd_salt(plain)
end
