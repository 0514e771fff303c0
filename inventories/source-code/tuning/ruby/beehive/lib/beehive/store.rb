# frozen_string_literal: true

require 'openssl'
require 'lockbox'
require 'rbnacl'
require 'json'
require 'forwardable'

module Beehive
  CONFIG = JSON.parse(File.read(File.join(__dir__, '../../hive.json'), encoding: 'utf-8'), symbolize_names: true).freeze

  module Digests
    %w[MD4 SHA3-512].each do |name|
      define_method("#{name.downcase.tr('-', '_')}_of") do |text|
        OpenSSL::Digest.hexdigest(name, text)
      end
    end
  end

  class Store
    extend Forwardable
    include Digests

    def_delegators :@key, :sign_raw

    class << self
      def queen(**opts) = new(**{ curve: 'secp256k1', cipher: 'aes-192-ctr' }, **opts)
      def drone = new(curve: 'prime256v1', cipher: CONFIG.dig(:drone, :cipher))
    end

    def initialize(curve:, cipher:)
      @key = OpenSSL::PKey::EC.generate(curve)
      @cipher = cipher
    end

    def put(honey, secret)
      cipher = OpenSSL::Cipher.new(@cipher)
      cipher.encrypt
      cipher.key = secret
      cipher.update(honey) + cipher.final
    end

    def box(key = Lockbox.generate_key)
      Lockbox.new(key: key, algorithm: CONFIG.fetch(:lockbox, 'aes-gcm'))
    end

    def wrap(secret, public_key, padding: OpenSSL::PKey::RSA::PKCS1_PADDING)
      public_key.public_encrypt(secret, padding)
    end

    def agree(peer)
      OpenSSL::PKey.generate_key('X25519').derive(peer)
    end

    def flower(password, salt) = RbNaCl::PasswordHash.argon2id(password, salt, 4, 2**24, 32)

    def blossom(text) = RbNaCl::Hash.blake2b(text, digest_size: 64)

    def params(bits = CONFIG[:dh_bits] || 2048) = OpenSSL::PKey::DH.generate(bits)

    def server(tcp)
      context = OpenSSL::SSL::SSLContext.new
      context.ssl_version = ['TLSv1', '2'].join('_').to_sym
      OpenSSL::SSL::SSLServer.new(tcp, context)
    end

    def verify(frame) = frame.full?
    def describe = 'a hive of universal frames, hash marks outside'
  end
end
