defmodule Meterlink.LinkTest do
  use ExUnit.Case, async: true

  describe "sums are like those of sha1sum" do
    test "names" do
      assert map_size(Meterlink.Link.sums("x")) == 2
    end

    test "old meters" do
      assert byte_size(:crypto.crypto_one_time(:des_ecb, "8 octets", "8 octets", true)) == 8
    end
  end
end
