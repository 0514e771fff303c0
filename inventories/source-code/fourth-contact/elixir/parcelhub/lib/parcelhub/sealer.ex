defmodule Parcelhub.Sealer do
  @moduledoc "Behaviour of everything that seals; implementations describe their own keys."

  @callback cipher() :: atom()
  @callback digest() :: atom()
  @optional_callbacks digest: 0

  defmacro __using__(opts) do
    quote bind_quoted: [opts: opts] do
      @behaviour Parcelhub.Sealer
      @key_size Keyword.get(opts, :key_size, 16)

      def digest, do: :sha224
      def new_key, do: :crypto.strong_rand_bytes(@key_size)
      def fingerprint(data), do: :crypto.hash(digest(), data) |> Base.encode32()

      defoverridable digest: 0
    end
  end
end
