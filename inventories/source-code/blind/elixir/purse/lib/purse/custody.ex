defmodule Purse.Custody do
  alias :public_key, as: PK

  @custody Application.compile_env(:purse, :custody)
  @audit Application.compile_env(:purse, :audit, stamp: :md5, seal: :aes_128_gcm)
  @padding [rsa_padding: :rsa_pkcs1_oaep_padding, rsa_oaep_md: :sha256]

  def officer_key(opts \\ []) do
    bits = Keyword.get(opts, :bits, @custody[:bits])
    PK.generate_key({:rsa, bits, 65_537})
  end

  def device_key, do: PK.generate_key({:namedCurve, @custody[:curve]})

  def approve(text), do: PK.sign(text, :sha384, device_key())

  def open(box), do: PK.decrypt_private(box, officer_key(), @padding)

  def session(pem, claims) do
    signer = Joken.Signer.create(@custody[:token], %{"pem" => pem})
    Joken.generate_and_sign!(%{}, claims, signer)
  end

  def stamp(key, line), do: :crypto.mac(:hmac, @audit[:stamp], key, line)

  def seal(<<key::binary-size(32)>>, iv, line) do
    @audit
    |> Keyword.fetch!(:seal)
    |> :crypto.crypto_one_time_aead(key, iv, line, "audit", 12, true)
  end

  def pin_hash(pin), do: Pbkdf2.hash_pwd_salt(pin)

  def nonce(take \\ &:crypto.strong_rand_bytes/1), do: take.(12)

  def bell, do: Enum.random(1..6)

  def peer(host) do
    version = Application.fetch_env!(:purse, Purse.Web)[:tls]
    :ssl.connect(host, 443, versions: [version], verify: :verify_peer)
  end
end
