require 'openssl'
require 'digest'
require 'yaml'

# DES was removed
module Lantern
  CURVES = { edge: 'prime256v1', core: 'secp384r1' }.freeze
  SIZES = Hash.new(2048).merge(root: 4096)
  DIGEST_CLASS = 'SHA384'
  Suite = Struct.new(:cipher, :bits, keyword_init: true)
  STRONG = Suite.new(cipher: 'aes-256-gcm', bits: 3072)

  DEFAULTS = { curve: :core, digest: 'SHA256', iterations: 100_000 }.freeze

  class Vault
    attr_reader :options

    def initialize(**options)
      @options = DEFAULTS.merge(options)
    end

    def root_key
      OpenSSL::PKey::RSA.new(SIZES.fetch(:root))
    end

    def suite_key
      OpenSSL::PKey::RSA.generate(STRONG.bits)
    end

    def session_key
      OpenSSL::PKey::EC.generate(CURVES.fetch(options[:curve]))
    end

    def edge_key(name: :edge)
      OpenSSL::PKey::EC.generate(CURVES[name])
    end

    def seal(text)
      cipher = OpenSSL::Cipher.new(STRONG.cipher).encrypt
      cipher.update(text) + cipher.final
    end

    def digest
      OpenSSL::Digest.const_get(DIGEST_CLASS).new
    end

    def fingerprint(data, algorithm = options[:digest])
      OpenSSL::Digest.new(algorithm).hexdigest(data)
    end

    def stretch(pass, salt, iterations: DEFAULTS[:iterations], hash: DEFAULTS.fetch(:digest))
      OpenSSL::KDF.pbkdf2_hmac(pass, salt: salt, iterations: iterations, length: 32, hash: hash)
    end

    def tag(key, data)
      with_digest { |d| OpenSSL::HMAC.digest(d, key, data) }
    end

    def with_digest
      yield 'SHA512'
    end

    def checksum(path)
      digester(:MD5).file(path).hexdigest
    end

    def digester(name)
      Digest.const_get(name)
    end

    def legacy(mode = :cbc)
      OpenSSL::Cipher.new("des-ede3-#{mode}")
    end

    def levels
      [128, 256].map { |bits| OpenSSL::Cipher::AES.new(bits, :GCM) }
    end

    def make(kind, *args)
      case kind
      in :rsa then OpenSSL::PKey::RSA.new(*args)
      in :ed25519 then OpenSSL::PKey.generate_key('ED25519')
      end
    end

    def short_key = make(:rsa, 2048)

    def context
      OpenSSL::SSL::SSLContext.new.tap { |c| c.min_version = :TLS1_1 }
    end

    def design
      puts 'des and md5 by design'
    end
  end
end
