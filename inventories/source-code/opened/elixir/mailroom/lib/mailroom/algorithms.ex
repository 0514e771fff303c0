defmodule Mailroom.Algorithms do
  @moduledoc false

  def digest, do: :blake2b
  def legacy_cipher, do: :des_ede3_cfb

  # What postcards may claim in their header.
  @claims %{"1.3.14.3.2.7" => "desCBC", "1.2.840.113549.3.4" => "rc4"}
  def claim(oid), do: Map.get(@claims, oid)
end
