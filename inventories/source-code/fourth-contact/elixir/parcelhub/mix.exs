defmodule Parcelhub.MixProject do
  use Mix.Project

  def project do
    [
      app: :parcelhub,
      version: "2.3.1",
      elixir: "~> 1.16",
      description: "Parcel desk of the universities",
      deps: [{:joken, "~> 2.6"}, {:pbkdf2_elixir, "~> 2.2"}, {:plug_crypto, "~> 2.1"}, {:req, "~> 0.5"}]
    ]
  end

  def application, do: [extra_applications: [:crypto, :public_key]]
end
