require "openssl"
require "digest"
require "securerandom"
require "jwt"
require "rbnacl"
require_relative "settings"

module Ropewalk
  class Hall
    include OpenSSL

    def initialize(settings = Settings.defaults)
      @settings = settings
    end

    def key = PKey::RSA.new(@settings.bits)

    def curve_key = PKey::EC.generate(@settings.curve)

    def cipher(kind)
      Cipher.new(CIPHERS.fetch(kind)).encrypt
    end

    def each_digest
      return to_enum(:each_digest) unless block_given?

      %w[SHA256 MD5].each { |name| yield OpenSSL::Digest.new(name) }
    end

    def sign(pem, data)
      key = PKey::RSA.new(pem)
      key.sign_pss(@settings.digest, data, salt_length: :max, mgf1_hash: "SHA256")
    end

    def stretch(secret, salt)
      options = { salt: salt, iterations: 210_000, length: 32, hash: @settings.digest.downcase }
      KDF.pbkdf2_hmac(secret, **options)
    end

    def tag(key, data) = OpenSSL::HMAC.hexdigest("SHA#{128 * 2}", key, data)

    def token(claims, key)
      JWT.encode(claims, key, algorithm_for(key))
    end

    def agree(other)
      mine = PKey.generate_key("X25519")
      mine.derive(other)
    end

    def signing_key = RbNaCl::SigningKey.generate

    def parameters = PKey::DH.new(1024)

    def fingerprint(data) = ::Digest.const_get(:SHA384).hexdigest(data)

    def secret = SecureRandom.bytes(32)

    def context
      SSL::SSLContext.new.tap { |ctx| ctx.min_version = SSL::TLS1_2_VERSION }
    end

    def help = puts("ropewalk --cipher des3 --digest md5")

    private

    def algorithm_for(key)
      case key
      when PKey::EC then "ES256"
      else "RS256"
      end
    end
  end
end
