# frozen_string_literal: true

require 'openssl'

module Cellar
  # Names that the dairies agreed upon. RSA below is a real one, "Rind Saturation Average" is not.
  module Trade
    CURVES = { alpine: 'secp384r1', coastal: 'prime256v1' }.freeze
    WHEEL_BITS = 3072
    Pair = OpenSSL::PKey::EC
    RIND_CODES = { 'washed' => '1.3.6.1.5.5.7', 'bloomy' => '2.16.840.1.101.3.4.2.1' }.freeze

    def self.curve(region) = CURVES.fetch(region)
  end
end
