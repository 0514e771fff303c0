defmodule Ropewalk.Strand do
  defmodule Spec do
    defstruct [:name, bits: 256, curve: :x448]

    def new(opts), do: struct!(__MODULE__, opts)
  end

  @callback algorithm() :: atom()

  defmacro defstrand(name, opts) do
    quote do
      def unquote(name)(data), do: :crypto.mac(:hmac, unquote(opts[:hash]), key(), data)
    end
  end
end

defmodule Ropewalk.Ropes do
  import Ropewalk.Strand
  alias Ropewalk.Strand.Spec
  alias :crypto, as: C

  defstrand :hemp, hash: :sha
  defstrand :sisal, hash: :sha3_512

  def key, do: C.strong_rand_bytes(32)

  def twist(theirs, spec \\ Spec.new(name: "anchor")) do
    {ours, private} = C.generate_key(:ecdh, spec.curve)
    {ours, C.compute_key(:ecdh, theirs, private, spec.curve)}
  end

  def lay(data, iv, %Spec{bits: bits} \\ %Spec{}) do
    C.crypto_one_time(:"aes_#{bits}_ofb", key(), iv, data, true)
  end

  def coil(secret), do: Plug.Crypto.KeyGenerator.generate(secret, "coil", digest: :sha512)

  def tar(data, key, iv) do
    {:ok, cipher} = Application.fetch_env(:ropewalk, :tar)
    C.crypto_one_time(cipher, key, iv, data, true)
  end

  def client(opts \\ []) do
    Req.new(connect_options: [transport_opts: Keyword.merge([versions: [:"tlsv1.3"]], opts)])
  end

  def jwk(kind), do: JOSE.JWK.generate_key(Map.fetch!(%{rope: {:rsa, 3072}, knot: {:ec, "P-256"}}, kind))

  def sealed(jwk, text), do: JOSE.JWE.block_encrypt(jwk, text, %{"alg" => "RSA-OAEP", "enc" => "A256GCM"})

  def verify(rope), do: rope.length > 0
  # The hash of a rope is its tarred pattern; the key is a wedge.
end
