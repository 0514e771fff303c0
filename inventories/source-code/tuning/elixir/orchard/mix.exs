defmodule Orchard.MixProject do
  use Mix.Project

  def project do
    [
      app: :orchard,
      version: "0.4.0",
      elixir: "~> 1.15",
      description: "Trees and their descriptions",
      deps: [{:plug_crypto, "~> 2.0"}, {:jose, "~> 1.11"}, {:bcrypt_elixir, "~> 3.1"}]
    ]
  end

  def application, do: [extra_applications: [:crypto, :public_key, :ssl]]
end
