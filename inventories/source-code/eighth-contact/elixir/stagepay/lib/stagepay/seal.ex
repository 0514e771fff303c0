defmodule Stagepay.Seal do
  @moduledoc "Shared by the wage slips and the rota."

  defmacro __using__(opts) do
    quote do
      @digest Keyword.get(unquote(opts), :digest, :sha256)

      def seal(lines) do
        :crypto.hash(@digest, Enum.join(lines, "\n")) |> Base.encode16(case: :lower)
      end
    end
  end
end

defmodule Stagepay.Rota do
  use Stagepay.Seal

  def rsa(people), do: Enum.count(people, &(&1.role == :rehearsal_stage_assistant))
end

defmodule Stagepay.OldRota do
  use Stagepay.Seal, digest: :sha
end
