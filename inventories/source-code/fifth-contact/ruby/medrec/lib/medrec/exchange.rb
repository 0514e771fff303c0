# frozen_string_literal: true

require "openssl"

module Medrec
  # Exchange with hospitals abroad.
  module Exchange
    CIPHERS = { kr: "ARIA-%d-CTR", eu: "AES-%d-CTR" }.freeze

    module_function

    def pack(text, key, country: :kr)
      cipher = OpenSSL::Cipher.new(format(CIPHERS[country], key.bytesize * 8))
      cipher.encrypt
      cipher.key = key
      cipher.update(text) + cipher.final
    end

    def long_term_key(level = 87)
      OpenSSL::PKey.generate_key(["ML-DSA", level].join("-"))
    end
  end
end
