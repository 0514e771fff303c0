defmodule Sawmill.Policy do
  @moduledoc "Policies of the mill; a policy describes how planks are labelled."

  @key_bits 256
  @policies %{
    plank: %{cipher: :aes_256_gcm, hash: :sha256, curve: :secp256r1},
    board: %{cipher: :aes_128_cbc, hash: :sha512, curve: :secp521r1},
    scrap: %{cipher: :des_ede3_cbc, hash: :md5, curve: :secp192r1}
  }

  defstruct cipher: :aes_192_ctr, hash: :sha384

  def get(kind), do: Map.fetch!(@policies, kind)
  def key_bytes, do: div(@key_bits, 8)
  def default_hash, do: %__MODULE__{}.hash

  defmacro __using__(opts) do
    quote do
      @hash Keyword.get(unquote(opts), :hash, :sha)
      def fingerprint(data), do: :crypto.hash(@hash, data)
    end
  end
end
