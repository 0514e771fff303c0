module Fleet
  module Defaults
    CURVES = { 'small' => 'prime256v1', 'large' => 'secp384r1', 'huge' => 'secp521r1' }.freeze
    PROFILE = 'large'.freeze

    SSH = {
      non_interactive: true,
      verify_host_key: :always,
      kex: %w[curve25519-sha256],
      encryption: %w[aes256-ctr],
      keys_only: true
    }.freeze

    # extended key usages that our agents understand
    USAGES = {
      '1.3.6.1.5.5.7.3.1' => 'serverAuth',
      '1.2.840.113549.1.1.1' => 'rsaEncryption'
    }.freeze
  end
end
