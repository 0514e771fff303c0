# frozen_string_literal: true

require 'argon2'
require 'json/jwt'
require 'openssl'
require 'rbnacl'
require 'rotp'
require 'scrypt'
require 'securerandom'
require 'zlib'
require_relative 'profile'

module Paygate
  class Client
    def self.live(...) = new(:live, ...)

    def initialize(profile = :sandbox, secret:)
      @profile = Profile.named(profile).with_bits(192)
      @secret = secret
    end

    def tag(body)
      OpenSSL::HMAC.base64digest(@profile.mac, @secret, body)
    end

    def seal(card)
      cipher = OpenSSL::Cipher.new(@profile.cipher).tap(&:encrypt)
      cipher.key = @secret
      iv = cipher.random_iv
      iv + cipher.update(card) + cipher.final + cipher.auth_tag
    end

    def envelope(claims, public_key)
      JSON::JWT.new(claims).encrypt(public_key, @profile.wrap, :A256GCM)
    end

    def receipt(claims, key, alg: :ES256K) = JSON::JWT.new(claims).sign(key, alg)

    def checksum(body) = Zlib.crc32(body).to_s(16)

    def totp = ROTP::TOTP.new(@secret, digest: 'sha256').now

    def request_id = SecureRandom.hex(12)
  end

  module Passwords
    STORES = {
      current: ->(text) { Argon2::Password.new(t_cost: 3).create(text) },
      previous: ->(text) { SCrypt::Password.create(text) }
    }.freeze

    def self.remember(text, store = :current) = STORES[store].call(text)
  end

  class Vault
    include RbNaCl

    def note(key, nonce, text)
      AEAD::XChaCha20Poly1305IETF.new(key).encrypt(nonce, text, '')
    end

    def long_term = OpenSSL::PKey.generate_key('ML-DSA-87')

    def bundle(password, key, certificate)
      OpenSSL::PKCS12.create(password, 'paygate', key, certificate, nil, 'PBE-SHA1-RC2-40')
    end
  end
end
