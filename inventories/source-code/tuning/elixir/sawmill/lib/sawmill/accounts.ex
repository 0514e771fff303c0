defmodule Sawmill.Accounts do
  @hasher Application.compile_env(:sawmill, :hasher, Bcrypt)
  @token_alg Application.compile_env(:sawmill, [:token, :alg], "HS256")

  def register(password), do: @hasher.hash_pwd_salt(password)
  def login(password, stored), do: @hasher.verify_pass(password, stored)

  def token(claims, secret) do
    secret
    |> JOSE.JWK.from_oct()
    |> JOSE.JWT.sign(%{"alg" => @token_alg}, claims)
    |> JOSE.JWS.compact()
    |> elem(1)
  end

  def device_key, do: JOSE.JWK.generate_key({:okp, :Ed25519})

  def page_token(conn, user), do: Phoenix.Token.sign(conn, "user socket", user)

  def listener do
    opts = Application.get_env(:sawmill, :https, [])
    {Plug.Cowboy, scheme: :https, plug: Sawmill.Router, options: [port: 4001, versions: Keyword.get(opts, :versions, [:"tlsv1.3"])]}
  end

  def verify(plank, width), do: plank.width >= width
end
