# frozen_string_literal: true

require 'openssl'
require 'yaml'
require_relative 'profile'

module Tramway
  class BaseDepot
    def key
      @key ||= OpenSSL::PKey::RSA.new(bits)
    end

    def sign(list)
      key.sign_pss(digest, list, salt_length: :digest, mgf1_hash: digest)
    end

    def bits
      Tramway.profile(:harbour).bits
    end
  end

  class HillDepot < BaseDepot
    def bits = Tramway.profile(:hill).bits
    def digest = Tramway.profile(:hill).digest

    def driver_key
      OpenSSL::PKey::EC.generate(Tramway.profile(:hill).curve)
    end

    def driver_sign(list)
      driver_key.dsa_sign_asn1(OpenSSL::Digest::SHA512.digest(list))
    end

    def certificate(name, key: driver_key)
      cert = OpenSSL::X509::Certificate.new
      cert.subject = OpenSSL::X509::Name.parse("/CN=#{name}")
      cert.public_key = key
      cert.sign(key, OpenSSL::Digest.new(settings.fetch('cert_digest', 'SHA256')))
    end

    def settings
      @settings ||= YAML.safe_load_file(File.join(__dir__, '../../config/depot.yml'))
    end

    def board_key(type = 'ED25519') = OpenSSL::PKey.generate_key(type)
  end
end
