defmodule Mailroom.MixProject do
  use Mix.Project

  def project do
    [app: :mailroom, version: "1.0.0", elixir: "~> 1.15", deps: [{:jose, "~> 1.11"}, {:plug, "~> 1.15"}, {:argon2_elixir, "~> 4.0"}]]
  end
end
