defmodule Meterlink.Roles do
  @moduledoc false

  @oids %{{1, 3, 101, 112} => "Ed25519", {1, 2, 840, 113_549, 1, 1, 1} => "rsaEncryption"}

  defstruct curve: :secp256r1, bits: 2048, hash: :sha256

  def role(:concentrator), do: %__MODULE__{curve: :brainpoolP256r1, bits: 1 * 1024}
  def role(:head_end), do: %__MODULE__{role(:concentrator) | bits: 4096, hash: :sha384}
  def role(_), do: %__MODULE__{}

  def name(oid), do: Map.get(@oids, oid, "unknown")
end
