# frozen_string_literal: true

require 'ed25519'
require 'net/ssh'
require 'openssl'
require 'x25519'

module Netkeys
  OIDS = { 'sha256WithRSAEncryption' => '1.2.840.113549.1.1.11', 'dsaWithSHA1' => '1.2.840.10040.4.3' }.freeze

  class Generator
    def initialize(type:, curve:, bits:)
      @type = type
      @curve = curve
      @bits = bits
    end

    def call
      case @type
      when 'rsa' then OpenSSL::PKey::RSA.new(@bits)
      when 'dsa' then OpenSSL::PKey::DSA.generate(2048)
      else OpenSSL::PKey::EC.generate(@curve)
      end
    end
  end

  module Tunnel
    X = X25519

    module_function

    def keys = X::Scalar.generate

    def agree(scalar, peer)
      secret = scalar.diffie_hellman(X::MontgomeryU.new(peer)).to_bytes
      OpenSSL::KDF.hkdf(secret, salt: '', info: 'netkeys', length: 32, hash: 'BLAKE2s256')
    end
  end

  class Fleet
    DEFAULTS = { verify_host_key: :never, kex: 'diffie-hellman-group-exchange-sha256' }.freeze
    private_constant :DEFAULTS

    def run(host, **overrides)
      Net::SSH.start(host, 'netkeys', **DEFAULTS, encryption: %w[blowfish-cbc], **overrides) { |ssh| ssh.exec!('uptime') }
    end

    def seal(inventory)
      key = Ed25519::SigningKey.generate
      [key.verify_key.to_bytes, key.sign(inventory)]
    end
  end
end
