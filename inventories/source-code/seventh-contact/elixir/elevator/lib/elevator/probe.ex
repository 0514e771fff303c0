defmodule Elevator.Probe do
  @oids [moisture: {1, 2, 840, 10_045, 2, 1}, protein: {1, 3, 6, 1, 4, 1, 777}]

  def open(host) do
    tls = :elevator |> Application.fetch_env!(__MODULE__) |> Keyword.fetch!(:tls)
    :ssl.connect(to_charlist(host), 8883, [{:active, false} | tls], 5_000)
  end

  def shell(host) do
    kex = :"diffie-hellman-group14-sha256"

    :ssh.connect(to_charlist(host), 22,
      user: ~c"probe",
      preferred_algorithms: [kex: [kex], cipher: [:"aes256-ctr"]]
    )
  end

  def oid(name), do: Keyword.get(@oids, name)
end
