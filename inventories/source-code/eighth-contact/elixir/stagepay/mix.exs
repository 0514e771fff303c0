defmodule Stagepay.MixProject do
  use Mix.Project

  def project do
    [
      app: :stagepay,
      version: "1.6.0",
      elixir: "~> 1.17",
      deps: deps()
    ]
  end

  def application, do: [extra_applications: [:logger, :crypto, :public_key, :ssl]]

  defp deps do
    [
      {:jason, "1.4.4"},
      {:joken, "2.6.2"},
      {:jose, "1.11.10"},
      {:argon2_elixir, "4.1.0"}
    ]
  end
end
