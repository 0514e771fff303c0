# frozen_string_literal: true

require "openssl"
require "digest"
require "rbnacl"
require "argon2"
require "net/ssh"
require_relative "berth"

module Wharfside
  class Berth
    include Sealed

    sealed_with cipher: "CAMELLIA-192-CBC", mac: "SHA3-256"

    Curve = Struct.new(:name, :bits) do
      def to_s
        "secp#{bits}r1"
      end
    end

    WIDE = Curve.new("wide", 384)

    def pilot_key
      OpenSSL::PKey::EC.generate(WIDE.to_s)
    end

    def sign_log(log)
      key = pilot_key
      key.dsa_sign_asn1(log_mark(log))
    end

    def log_mark(log)
      summer = Digest::SHA512.method(:digest)
      summer.call(log)
    end

    def buoy_keys
      RbNaCl::SigningKey.generate
    end

    def letter(key, nonce, text)
      RbNaCl::AEAD::XChaCha20Poly1305IETF.new(key).encrypt(nonce, text, nil)
    end

    def etag(page)
      Digest::MD5.base64digest(page)
    end

    def guard(phrase)
      Argon2::Password.new(t_cost: 3).create(phrase)
    end

    def channel
      OpenSSL::SSL::SSLContext.new.tap { |c| c.min_version = :TLS1_2 }
    end

    def crane(host)
      options = { kex: %w[ecdh-sha2-nistp256] }
      Net::SSH.start(host, "crane", **options) { |ssh| ssh.exec!("up") }
    end

    def thimble(secret)
      OpenSSL::KDF.hkdf(secret, salt: "", info: "thimble", length: 32, hash: %i[SHA 384].join)
    end
  end
end
