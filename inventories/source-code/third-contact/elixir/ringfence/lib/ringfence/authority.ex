defmodule Ringfence.Authority do
  @moduledoc false
  import Ringfence.Policy, only: [key_for: 1]
  alias Ringfence.Policy

  require Record
  Record.defrecordp(:ec_key, :ECPrivateKey, Record.extract(:ECPrivateKey, from_lib: "public_key/include/public_key.hrl"))

  def root do
    key = key_for(:issuing)
    {key, X509.Certificate.self_signed(key, "/CN=Ringfence Root", template: :root_ca, hash: Policy.hash(:issuing))}
  end

  def device(name, {issuer_key, issuer}) do
    key = key_for(:device)
    csr = X509.CSR.new(key, "/CN=#{name}")
    public = X509.CSR.public_key(csr)
    {key, X509.Certificate.new(public, "/CN=#{name}", issuer, issuer_key)}
  end

  def countersign(text, ec_key() = key), do: :public_key.sign(text, :sha384, key)
  def countersign(text, key), do: :public_key.sign(text, :sha256, key, rsa_padding: :rsa_pkcs1_pss_padding)

  def escrow(secret, public), do: :public_key.encrypt_public(secret, public)

  def pilot do
    {public, private} = :crypto.generate_key(:mldsa87, [])
    {public, :crypto.sign(:mldsa87, :none, :crypto.hash(:sha, "pilot"), private)}
  end
end
