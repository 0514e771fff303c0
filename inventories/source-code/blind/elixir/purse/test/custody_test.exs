defmodule Purse.CustodyTest do
  use ExUnit.Case

  test "md5 is sixteen octets" do
    assert byte_size(:crypto.hash(:md5, "")) == 16
  end

  test "x25519 keys" do
    assert {_, _} = :crypto.generate_key(:ecdh, :x25519)
  end
end
