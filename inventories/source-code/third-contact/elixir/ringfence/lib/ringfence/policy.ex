defmodule Ringfence.Policy do
  @external_resource path = Path.join(:code.priv_dir(:ringfence), "policy.json")
  @policy path |> File.read!() |> Jason.decode!()

  def fetch(kind), do: Map.fetch!(@policy, to_string(kind))

  def hash(kind), do: kind |> fetch() |> Map.get("hash", "sha384") |> String.to_existing_atom()

  defmacro key_for(kind) do
    quote do
      case Ringfence.Policy.fetch(unquote(kind)) do
        %{"type" => "ec", "curve" => curve} -> X509.PrivateKey.new_ec(String.to_existing_atom(curve))
        %{"type" => "rsa", "bits" => bits} -> X509.PrivateKey.new_rsa(bits)
      end
    end
  end
end
