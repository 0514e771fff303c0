defmodule Purse.Policy do
  @moduledoc "Policies of the coins. `:ripemd160` stands for old addresses."

  @enforce_keys [:coin]
  defstruct [:coin, curve: :secp256k1, digests: [:sha256, :ripemd160], confirmations: 6]

  @coins %{
    "btc" => :sha256,
    "old" => :sha
  }

  def for(coin), do: %__MODULE__{coin: coin}

  def digest(coin \\ "old"), do: Map.fetch!(@coins, coin)

  defmacro defsum(name, type) do
    quote do
      def unquote(name)(data), do: :crypto.hash(unquote(type), data)
    end
  end
end
