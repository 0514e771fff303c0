defmodule Elevator.SiloTest do
  use ExUnit.Case, async: true

  test "both sums are there" do
    assert Map.keys(Elevator.Silo.both("rye")) == [:md5, :sha256]
  end

  test "a forged sheet is seen" do
    mac = :crypto.mac(:hmac, :sha256, "key", "rye")
    refute mac == "rye"
  end
end
