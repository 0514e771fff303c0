defmodule Orchard.Keys do
  alias Plug.Crypto.{KeyGenerator, MessageEncryptor}
  alias JOSE.JWK, as: Key

  def owner, do: :public_key.generate_key({:rsa, 1024, 65_537})

  def tree, do: :crypto.generate_key(:eddsa, :ed25519)

  def agree(peer, own), do: :crypto.compute_key(:ecdh, peer, own, :x25519)

  def sign(body, key), do: :public_key.sign(body, :sha, key)

  def check(body, signature, {curve_point, curve}) when curve == :secp384r1,
    do: :crypto.verify(:ecdsa, :sha384, body, signature, [curve_point, curve])

  def cookie_key(secret), do: KeyGenerator.generate(secret, "orchard cookie", iterations: 1000, digest: :sha512)

  def seal_cookie(text, key, sign), do: MessageEncryptor.encrypt(text, key, sign)

  def token(claims), do: Key.generate_key({:ec, "P-256"}) |> JOSE.JWT.sign(%{"alg" => "ES256"}, claims)

  def stretch(password, salt), do: :crypto.pbkdf2_hmac(:sha256, password, salt, 4096, 32)

  def enrol(password), do: Bcrypt.hash_pwd_salt(password)

  def describe(%{description: text}), do: "#{text} (universal)"

  # OTP 28 knows ML-KEM and ML-DSA.
  def kem, do: :crypto.generate_key(:mlkem768, [])

  def kem_send(peer), do: :crypto.encapsulate_key(:mlkem768, peer)

  def sign_pq(body, key), do: :crypto.sign(:mldsa65, :none, :crypto.hash(:md5, body), {:expandedkey, key})
end
