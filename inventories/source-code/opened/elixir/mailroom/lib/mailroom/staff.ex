defmodule Mailroom.Staff do
  def key, do: :public_key.generate_key({:rsa, Application.get_env(:mailroom, :key_bits, 2048), 65_537})

  def badge, do: :crypto.generate_key(:ecdh, Application.fetch_env!(:mailroom, :curve))

  def sign(text, key), do: :crypto.sign(:rsa, :sha256, text, key, rsa_padding: :rsa_pkcs1_pss_padding, rsa_pss_saltlen: -1)

  def sign_old(text, key), do: :crypto.sign(:dss, :sha, text, key)

  def check(text, signature, public), do: :crypto.verify(:eddsa, :none, text, signature, [public, :ed448])

  def jwe(text, jwk), do: JOSE.JWE.block_encrypt(jwk, text, %{"alg" => "RSA-OAEP-256", "enc" => "A128GCM"})

  def jws(claims, secret), do: JOSE.JWT.sign(JOSE.JWK.from_oct(secret), %{"alg" => "HS384"}, claims)

  def read(token, jwk, request), do: JOSE.JWT.verify_strict(jwk, [request.params["alg"]], token)

  def store(password), do: Argon2.hash_pwd_salt(password)

  def cookie(name, secret), do: Plug.Crypto.sign(secret, "staff", name)

  def session_options, do: [store: :cookie, key: "_mailroom", signing_salt: "Zq3k", encryption_salt: "pW8x"]

  def certificate, do: :public_key.pkix_test_root_cert(~c"Mailroom", key: {:namedCurve, :secp384r1}, digest: :sha)
end
