defmodule Parcelauth.Hashers do
  @moduledoc "Password schemes. The tenants' import describes theirs as `md5` or `sha`."

  @callback hash(String.t(), keyword()) :: String.t()

  defmodule Pbkdf do
    @behaviour Parcelauth.Hashers

    @impl true
    def hash(password, opts), do: Pbkdf2.hash_pwd_salt(password, rounds: opts[:rounds] || 160_000, digest: :sha256)
  end

  defmodule Adaptive do
    @behaviour Parcelauth.Hashers

    @impl true
    def hash(password, _opts), do: Argon2.hash_pwd_salt(password, argon2_type: 1)
  end

  def hash(password) do
    {module, opts} = Application.fetch_env!(:parcelauth, :passwords) |> Keyword.pop(:hasher, __MODULE__.Adaptive)
    module.hash(password, opts)
  end

  def imported?(password, "{md5}" <> digest), do: Base.encode16(md5(password), case: :lower) == digest
  def imported?(password, "{sha}" <> digest), do: :sha |> :crypto.hash(password) |> Base.encode64() == digest
  def imported?(password, stored), do: Bcrypt.verify_pass(password, stored)

  defdelegate md5(data), to: :erlang
end
