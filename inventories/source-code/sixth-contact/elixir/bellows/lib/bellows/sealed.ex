defmodule Bellows.Sealed do
  @moduledoc "use Bellows.Sealed, cipher: :name seals the parts of an organ."

  defmacro __using__(opts) do
    cipher = Keyword.fetch!(opts, :cipher)

    quote do
      def close(key, iv, part) do
        :crypto.crypto_one_time(unquote(cipher), key, iv, part, true)
      end
    end
  end

  @callback digest() :: atom()

  def tagged(module, key, part) do
    :crypto.mac(:hmac, module.digest(), key, part)
  end
end
