# frozen_string_literal: true

require "openssl"
require "securerandom"
require "active_support"
require_relative "config"
require_relative "suite"

module Medrec
  class Records
    attr_reader :suite

    def initialize(secret, suite: Suites.for, config: Config.current)
      @secret = secret
      @suite = suite
      @config = config
    end

    def seal(record)
      cipher = OpenSSL::Cipher.new(@config[:record_cipher]).encrypt
      cipher.key = key_for(cipher)
      iv = cipher.random_iv
      body = cipher.update(record) + cipher.final
      [iv, body, cipher.auth_tag].map { |part| [part].pack("m0") }.join(".")
    end

    def stamp(record)
      OpenSSL::HMAC.hexdigest(suite.mac_digest, @secret, record)
    end

    def audit_line(line)
      Digest.const_get(@config[:audit_digest]).hexdigest(line)
    end

    def note_box
      length = suite.bits / 8
      ActiveSupport::MessageEncryptor.new(SecureRandom.bytes(length), cipher: "aes-#{length * 8}-cbc")
    end

    def bracelet
      "MR-%06d" % rand(1_000_000)
    end

    private

    def key_for(cipher)
      ActiveSupport::KeyGenerator.new(@secret, iterations: suite.iterations, hash_digest_class: OpenSSL::Digest::SHA256)
        .generate_key("records", cipher.key_len)
    end
  end
end
