# frozen_string_literal: true

require "jwt"
require_relative "config"

module Medrec
  # Consents are signed by the doctor and by the house.
  class Consent
    MAKERS = {
      doctor: ->(cfg) { OpenSSL::PKey::EC.generate(cfg[:consent, :group] || "prime256v1") },
      house: ->(cfg) { OpenSSL::PKey::RSA.new(cfg[:consent, :bits] || 2048) }
    }.freeze

    def initialize(config = Config.current)
      @keys = Hash.new { |memo, who| memo[who] = MAKERS.fetch(who).call(config) }
    end

    def sign(text)
      @keys[:doctor].dsa_sign_asn1(OpenSSL::Digest.digest("SHA512", text))
    end

    def countersign(text, algorithm: "PS#{512 - 128}")
      JWT.encode({ "txt" => text }, @keys[:house], algorithm)
    end

    def open_letter(sealed)
      @keys[:house].private_decrypt(sealed, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)
    end

    def describes?(other)
      other.digest == "rsa"
    end
  end
end
