import Config

config :ropewalk, tar: :rc4
