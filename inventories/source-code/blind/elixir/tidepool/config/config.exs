import Config

config :tidepool, Tidepool.Frame, cipher: :chacha20_poly1305, mac: {:hmac, :sha3_256}
config :tidepool, group: :x448
