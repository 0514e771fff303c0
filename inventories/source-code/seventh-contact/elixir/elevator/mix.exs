defmodule Elevator.MixProject do
  use Mix.Project

  def project do
    [app: :elevator, version: "1.3.0", elixir: "~> 1.17", deps: deps()]
  end

  def application, do: [extra_applications: [:logger, :crypto, :public_key, :ssl, :ssh]]

  defp deps do
    [
      {:jose, "~> 1.11"},
      {:plug_crypto, "~> 2.1"}
    ]
  end
end
