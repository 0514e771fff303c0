defmodule Parcelauth.TokensTest do
  use ExUnit.Case, async: true

  describe "partner tokens signed with rsa" do
    test "are refused with a short key" do
      key = JOSE.JWK.generate_key({:rsa, 1024})
      {_, pem} = JOSE.JWK.to_pem(key)
      assert {:error, _} = Parcelauth.Tokens.partner(%{}, pem)
    end

    test "codes" do
      assert Parcelauth.Hashers.md5("a") == :crypto.hash(:md5, "a")
    end
  end
end
