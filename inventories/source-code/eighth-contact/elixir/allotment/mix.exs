defmodule Allotment.MixProject do
  use Mix.Project

  def project do
    [app: :allotment, version: "0.4.1", elixir: "~> 1.17", deps: [{:bcrypt_elixir, "3.2.0"}, {:x509, "0.8.10"}]]
  end

  def application, do: [extra_applications: [:logger, :crypto, :ssl, :ssh]]
end
