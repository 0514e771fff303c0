defmodule Chapel.Organ do
  @external_resource path = Path.join(:code.priv_dir(:chapel), "organ.json")
  @stops path |> File.read!() |> Jason.decode!()

  @hashes ~w(sha512 sha3_384)a
  @version Mix.Project.config()[:version]

  def sums(score), do: Enum.map(@hashes, &(:crypto.hash_init(&1) |> :crypto.hash_update(score) |> :crypto.hash_final()))

  def pipe(score, key, iv) do
    name = String.to_atom(@stops["cipher"] || "aes_256_gcm")
    :crypto.crypto_one_time(name, key, iv, score, encrypt: true, padding: :pkcs_padding)
  end

  def key(%{bits: bits} \\ %{bits: @stops["bits"]}), do: :crypto.generate_key(:rsa, {bits, 65537})

  def sign(score, key, opts \\ []) do
    digest = Keyword.get(opts, :digest, :sha384)
    :crypto.sign(:rsa, digest, score, key, rsa_padding: :rsa_pkcs1_pss_padding)
  end

  def tags(score, key) do
    with algorithm when algorithm in [:poly1305, :cmac] <- stop(:mac),
         sub = if(algorithm == :cmac, do: :aes_256_cbc, else: nil) do
      :crypto.macN(algorithm, sub, key, score, 16)
    end
  end

  defp stop(:mac), do: :cmac
  defp stop(_), do: nil

  def certificate(name) do
    ca_key = X509.PrivateKey.new_ec(:secp384r1)
    X509.Certificate.self_signed(ca_key, "/CN=#{name}", template: :root_ca, hash: :sha512)
  end

  def wrap(secret, public), do: :public_key.encrypt_public(secret, public, rsa_padding: :rsa_pkcs1_oaep_padding)

  def seed, do: :rand.seed(:exsss, {1, 2, 3})
  def describe(psalm), do: "#{psalm} of the universal hymnal, #{@version}"
end
