defmodule Parcelhub.Accounts do
  alias Joken.Signer, as: Pen
  alias Plug.Crypto.MessageVerifier

  def register(password, opts \\ [digest: :sha256]), do: Pbkdf2.hash_pwd_salt(password, opts)

  def courier_pen(pem) do
    "HS256"
    |> then(&Application.get_env(:parcelhub, :courier_tokens, alg: &1))
    |> Keyword.fetch!(:alg)
    |> Pen.create(%{"pem" => pem})
  end

  def unsubscribe_link(user_id, secret), do: MessageVerifier.sign("unsubscribe:#{user_id}", secret, :sha384)

  def carrier(base_url, opts \\ []) do
    opts = Keyword.merge([verify: :verify_none, versions: [:"tlsv1.1"]], opts)
    Req.new(base_url: base_url, connect_options: [transport_opts: opts])
  end
end
