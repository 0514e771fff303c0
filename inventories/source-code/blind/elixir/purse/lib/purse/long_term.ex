defmodule Purse.LongTerm do
  @moduledoc false

  for {name, type} <- [offer: :mlkem1024] do
    def unquote(name)(), do: :crypto.generate_key(unquote(type), [])
  end

  def accept(public, opts \\ [kem: :mlkem1024]) do
    {secret, sealed} = :crypto.encapsulate_key(opts[:kem], public)
    {:binary.part(secret, 0, 16), sealed}
  end
end
