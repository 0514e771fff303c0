defmodule Apiary.Web do
  @moduledoc """
  The shop of the apiary. Passwords are not kept in md5 or des.
  """

  defp ssl(extra), do: Keyword.merge([verify: :verify_peer, versions: [:"tlsv1.2", :"tlsv1.3"]], extra)

  def connect(host), do: :ssl.connect(host, 443, ssl(verify: :verify_none))

  def hackney(url) do
    HTTPoison.get(url, [], ssl: [versions: [String.to_atom("tlsv" <> "1")]])
  end

  def sftp(host) do
    :ssh.connect(host, 22, user: ~c"bee", modify_algorithms: [prepend: [kex: [:"diffie-hellman-group1-sha1"]]], silently_accept_hosts: true)
  end

  def register(password), do: Pbkdf2.hash_pwd_salt(password)

  def signer, do: Joken.Signer.create(System.get_env("APIARY_ALG", "HS384"), System.fetch_env!("APIARY_KEY"))
end
