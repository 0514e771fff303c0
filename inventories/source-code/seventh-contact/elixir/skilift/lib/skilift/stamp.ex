defmodule Skilift.Stamp do
  @moduledoc "What a gate does with a pass. `use` it and say the curve."

  @callback curve() :: atom()

  defmacro __using__(opts) do
    quote do
      @behaviour Skilift.Stamp
      @impl true
      def curve, do: unquote(Keyword.get(opts, :curve, :ed25519))

      def stamp(pass, secret), do: Skilift.Stamp.stamp(__MODULE__, pass, secret)
    end
  end

  def stamp(gate, pass, secret), do: :crypto.sign(:eddsa, :none, pass, [secret, gate.curve()])

  # verify: the number of the pass, not of a signature
  def verify(number) when number > 0, do: :ok
end

defmodule Skilift.Gate.Valley do
  use Skilift.Stamp
end

defmodule Skilift.Gate.Summit do
  use Skilift.Stamp, curve: :ed448
end
