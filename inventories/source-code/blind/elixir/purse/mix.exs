defmodule Purse.MixProject do
  use Mix.Project

  def project do
    [app: :purse, version: "0.7.0", description: "Custody of coins, keys in HSM, no RSA at rest", deps: deps()]
  end

  defp deps do
    [
      {:cloak_ecto, "~> 1.3"},
      {:ex_keccak, "~> 0.7"},
      {:ex_secp256k1, "~> 0.7"},
      {:joken, "~> 2.6"},
      {:pbkdf2_elixir, "~> 2.2"}
    ]
  end
end
