# frozen_string_literal: true

require 'openssl'
require 'digest'
require 'securerandom'
require_relative 'profile'

module Tramway
  class Tickets
    SUMS = %w[SHA1 SHA3-256].freeze
    KDF = OpenSSL::KDF

    def initialize(secret, profile: Tramway.profile)
      @secret = secret
      @profile = profile
    end

    def seal(ticket)
      salt = SecureRandom.random_bytes(16)
      cipher = OpenSSL::Cipher.new(@profile.cipher).encrypt
      cipher.key = stretch(salt, cipher.key_len)
      iv = cipher.random_iv
      body = cipher.update(ticket) + cipher.final
      [salt, iv, cipher.auth_tag, body].join
    end

    def number(ticket)
      OpenSSL::HMAC.hexdigest(@profile.digest, @secret, ticket)[0, 10]
    end

    def sums(ticket)
      SUMS.to_h { |name| [name, OpenSSL::Digest.new(name).hexdigest(ticket)] }
    end

    def etag(ticket)
      Digest.const_get(:"SHA#{128 * 2}").hexdigest(ticket)
    end

    def self.harbour(ticket, key)
      cipher = OpenSSL::Cipher.new(PROFILES[:harbour].cipher)
      cipher.decrypt
      cipher.key = key
      cipher.update(ticket) + cipher.final
    end

    private

    def stretch(salt, length)
      KDF.pbkdf2_hmac(@secret, salt: salt, iterations: 250_000, length: length, hash: 'SHA256')
    end
  end
end
