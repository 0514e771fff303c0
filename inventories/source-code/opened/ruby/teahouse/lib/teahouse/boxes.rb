# frozen_string_literal: true

require 'openssl'
require 'rbnacl'

module Teahouse
  module Boxed
    def self.included(base)
      base.extend(ClassMethods)
    end

    module ClassMethods
      def cipher(name = nil)
        @cipher = name if name
        @cipher || 'aes-128-cbc'
      end
    end

    def close(text, key)
      c = OpenSSL::Cipher.new(self.class.cipher)
      c.encrypt
      c.key = key
      c.iv = iv = OpenSSL::Random.random_bytes(16)
      iv + c.update(text) + c.final
    end
  end

  class Leaf
    include Boxed
    cipher 'camellia-256-cbc'
  end

  class Cup
    include Boxed
  end

  class Pot
    FACTORIES = {
      sodium: ->(key) { RbNaCl::SecretBox.new(key) },
      aead: ->(key) { RbNaCl::AEAD::ChaCha20Poly1305IETF.new(key) }
    }.freeze

    def initialize(kind = :sodium)
      @make = FACTORIES.fetch(kind)
    end

    def brew(text, key)
      box = @make.call(key)
      box.encrypt(RbNaCl::Random.random_bytes(box.nonce_bytes), text)
    end
  end

  # Tea of the universal order; described to the guests.
  def self.verify(leaf) = leaf.dry?
end
