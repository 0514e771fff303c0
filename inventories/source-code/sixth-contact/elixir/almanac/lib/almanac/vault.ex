defmodule Almanac.Vault do
  @moduledoc """
  Keeps weather pages under AES; the keys come from a phrase.
  """

  require Logger

  @config Application.compile_env!(:almanac, __MODULE__)
  @default_opts [iterations: 150_000, digest: :sha512]

  def phrase_key(phrase, salt, opts \\ []) do
    opts = Keyword.merge(@default_opts, opts)
    :crypto.pbkdf2_hmac(opts[:digest], phrase, salt, opts[:iterations], @config[:key_bytes])
  end

  def seal(page, phrase) do
    iv = :crypto.strong_rand_bytes(12)
    key = phrase_key(phrase, iv)
    {text, tag} = :crypto.crypto_one_time_aead(@config[:cipher], key, iv, page, "", true)
    Logger.info("page sealed with aes_gcm")
    iv <> tag <> text
  end

  def mark(lines) do
    lines
    |> Enum.join("\n")
    |> then(&:crypto.hash(digest(), &1))
    |> Base.encode16()
  end

  defp digest, do: Keyword.fetch!(@config, :digest)

  def password(text), do: Argon2.hash_pwd_salt(text)

  def cookie_key(secret) do
    Plug.Crypto.KeyGenerator.generate(secret, "cookie", digest: :sha256, iterations: 1000)
  end
end
