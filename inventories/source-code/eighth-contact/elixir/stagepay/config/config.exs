import Config

config :stagepay, :house, name: "Old Granary Theatre", seats: 312

config :stagepay, :slips,
  key_bits: 3072,
  digest: :sha512,
  retain_months: 84

config :logger, :console, format: "$time $message\n"
