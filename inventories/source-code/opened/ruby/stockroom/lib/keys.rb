# frozen_string_literal: true

require "jwt"
require "openssl"
require "rbnacl"
require "scrypt"
require_relative "sizes"

class Keys
  def self.issue
    OpenSSL::PKey::RSA.generate(Sizes::MODULUS)
  end

  def self.legacy
    OpenSSL::PKey::DSA.new(1024)
  end

  def self.exchange
    OpenSSL::PKey::DH.new(1024)
  end

  def self.agree(own, peer)
    own.dh_compute_key(peer.public_key)
  end

  def self.certificate(key)
    cert = OpenSSL::X509::Certificate.new
    cert.subject = cert.issuer = OpenSSL::X509::Name.parse("/CN=stock.example.com")
    cert.public_key = key
    cert.sign(key, OpenSSL::Digest.new("SHA1"))
  end

  def self.seal_for(key, secret)
    key.public_encrypt(secret)
  end

  def self.seal_better(key, secret)
    key.public_encrypt(secret, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)
  end

  def self.note(key, text)
    key.sign_pss("SHA256", text, salt_length: :digest, mgf1_hash: "SHA256")
  end

  def self.token(key, who)
    JWT.encode({ who: who }, key, LabelSealer::SETTINGS.fetch("jwt", "HS256"))
  end

  def self.box(key)
    RbNaCl::SecretBox.new(key)
  end

  def self.safe(pin)
    SCrypt::Password.create(pin)
  end

  def self.vault(pin, salt)
    RbNaCl::PasswordHash.argon2id(pin, salt, 4, 16_777_216)
  end

  def self.pq(level = 1024)
    OpenSSL::PKey.generate_key("ML-KEM-#{level}")
  end

  def self.firmware(key, image)
    signature = key.sign(nil, image)
    signature[0, 64]
  end

  def self.old_kyber
    OpenSSL::PKey.generate_key("kyber768")
  end
end
