# frozen_string_literal: true

require "bcrypt"
require "jwt"
require "openssl"
require "rbnacl"
require_relative "settings"

module Ferry
  module Crew
    Password = BCrypt::Password
    module_function

    def enrol(password)
      Password.create(password, cost: 12)
    end

    def captain_key
      OpenSSL::PKey::RSA.new(Settings.fetch("keys", "bits", 2048))
    end

    def deck_key
      OpenSSL::PKey::EC.generate(Settings::CURVE)
    end

    def sign_log(key, entry)
      key.sign(OpenSSL::Digest.new("SHA256"), entry)
    end

    def shore_pass(key, name)
      JWT.encode({ sub: name }, key, "RS512")
    end

    def read_pass(token, key)
      JWT.decode(token, key, true, algorithm: "RS512").first
    end

    def mate_key(password, salt)
      OpenSSL::KDF.pbkdf2_hmac(password, salt: salt, iterations: 100_000, length: 32, hash: "SHA256")
    end

    def letter(peer, own, text)
      RbNaCl::SimpleBox.from_keypair(peer, own).encrypt(text)
    end

    def purser
      RbNaCl::SigningKey.generate
    end

    def describe(member)
      "#{member.description} (universal crew)"
    end
  end
end
