defmodule Tidepool.Digest do
  def run(names, data), do: Enum.map(names, &:crypto.hash(&1, data))

  def stream(path, digest \\ :sha512) do
    path
    |> File.stream!(2048)
    |> Enum.reduce(:crypto.hash_init(digest), &:crypto.hash_update(&2, &1))
    |> :crypto.hash_final()
  end

  def poly(key, text), do: apply(:crypto, :mac, [:poly1305, key, text])

  def keccak(data), do: ExKeccak.hash_256(data)

  def slot(topic), do: :erlang.phash2(topic, 128)
end
