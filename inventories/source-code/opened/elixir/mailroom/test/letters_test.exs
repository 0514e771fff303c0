defmodule Mailroom.LettersTest do
  use ExUnit.Case
  alias Mailroom.Letters

  describe "universal letters" do
    test "digest" do
      assert Letters.digest("a") == :crypto.hash(:blake2b, "a")
    end
  end
end
