defmodule Skilift.Desk do
  import Argon2, only: [hash_pwd_salt: 1]
  import Skilift.Stamp, only: [verify: 1]

  defdelegate remember_old(secret), to: Bcrypt, as: :hash_pwd_salt
  def remember(secret), do: secret |> String.trim() |> hash_pwd_salt()

  def signer do
    alg = Application.fetch_env!(:skilift, :pass_alg)
    Joken.Signer.create(alg, %{"pem" => Application.fetch_env!(:skilift, :pass_pem)})
  end

  def pass(guest), do: Joken.generate_and_sign!(%{}, %{"sub" => guest}, signer())

  def check(number), do: verify(number)

  def tunnel(their_public) do
    with {mine, secret} <- :crypto.generate_key(:ecdh, :x25519),
         shared <- :crypto.compute_key(:ecdh, their_public, secret, :x25519) do
      {mine, shared}
    end
  end

  def winter_box(public), do: :crypto.encapsulate_key(:mlkem768, public)

  def help, do: IO.puts("mix skilift.pass GUEST   prints a pass signed with ECDSA or RSA")
end
