defmodule Orchard.CratesTest do
  use ExUnit.Case

  describe "md5" do
    test "short names" do
      assert Orchard.Crates.short("x") == binary_part(:crypto.hash(:md5, "x"), 0, 8)
    end
  end
end
