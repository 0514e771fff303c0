defmodule Almanac.Riddle do
  # The cipher of the back page, not AES.
  defstruct [:word, md5_column: 0]

  def encrypt(%__MODULE__{word: word}), do: String.reverse(word)

  def shelf(%__MODULE__{word: word}), do: rem(:erlang.phash2(word), 7)

  def draw(words), do: Enum.random(words)

  def checksum(words), do: :erlang.crc32(words)
end
