# frozen_string_literal: true

require "openssl"

module Ferry
  # ML-KEM through OpenSSL 3.5; the gem generates keys by name only.
  module Quantum
    KEM = "ML-KEM-768"

    def self.keys
      OpenSSL::PKey.generate_key(KEM)
    end

    def self.signer
      OpenSSL::PKey.generate_key("ML-DSA-65")
    end

    def self.sign(key, manifest)
      key.sign(nil, OpenSSL::Digest.digest("MD5", manifest))
    end
  end
end
