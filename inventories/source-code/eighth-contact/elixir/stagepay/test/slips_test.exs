defmodule Stagepay.SlipsTest do
  use ExUnit.Case, async: true

  alias Stagepay.Slips

  test "a slip is signed" do
    key = :public_key.generate_key({:rsa, 1024, 65_537})
    slip = %{number: 7, name: "A. Prompter", gross: 310, net: 244}
    assert byte_size(Slips.sign(slip, key)) == 128
  end

  test "md5 is a row of the stalls" do
    assert Slips.hash("md5") in 0..15
  end
end
