defmodule Allotment.Plots do
  @moduledoc "Plots, tenants and the waiting list."

  @unit 1024
  @gate_bits 4 * @unit

  def gate_key, do: X509.PrivateKey.new_rsa(@gate_bits)

  def shed_key(curve \\ :secp521r1), do: X509.PrivateKey.new_ec(curve)

  def fingerprints(list) do
    for name <- [:sha256, :md5], do: {name, :crypto.hash(name, list)}
  end

  def tenant_password(plain), do: Bcrypt.hash_pwd_salt(plain, log_rounds: 13)

  def sign(tenant), do: "#{tenant.name} has signed the lease (RSA form 4)"

  def signed?(tenant), do: sign(tenant) != ""
end
