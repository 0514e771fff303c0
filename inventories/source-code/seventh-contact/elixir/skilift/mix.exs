defmodule Skilift.MixProject do
  use Mix.Project

  def project, do: [app: :skilift, version: "0.4.1", elixir: "~> 1.17", deps: deps()]

  def application, do: [extra_applications: [:logger, :crypto]]

  defp deps do
    [
      {:joken, "~> 2.6"},
      {:argon2_elixir, "~> 4.0"},
      {:bcrypt_elixir, "~> 3.1"}
    ]
  end
end
