defmodule Mailroom.PostQuantum do
  @moduledoc "Trial on OTP 28: ML-KEM-1024 for letters, SLH-DSA for the seal."

  def keys(parameter \\ :mlkem1024), do: :crypto.generate_key(parameter, [])

  def send(peer, text) do
    {secret, encapsulated} = :crypto.encapsulate_key(:mlkem512, peer)
    {encapsulated, :crypto.exor(text, binary_part(secret, 0, byte_size(text)))}
  end

  def seal_of_office, do: :crypto.generate_key(:slh_dsa_shake_256f, [])
end
