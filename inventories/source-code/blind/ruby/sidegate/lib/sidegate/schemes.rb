require "rbnacl"

module Sidegate
  # A scheme closes and opens bodies. Subclasses only say how.
  class Scheme
    REGISTRY = {}

    def self.register(name) = REGISTRY[name] = self
    def self.named(name) = REGISTRY.fetch(name)

    def initialize(key)
      @key = key
    end

    def nonce(size)
      RbNaCl::Random.random_bytes(size)
    end
  end

  class SecretBoxScheme < Scheme
    register "v1"

    def close(body)
      box = RbNaCl::SecretBox.new(@key)
      n = nonce(box.nonce_bytes)
      n + box.encrypt(n, body)
    end
  end

  class AeadScheme < Scheme
    register "v2"
    Aead = RbNaCl::AEAD::XChaCha20Poly1305IETF

    def close(body, header = "")
      aead = Aead.new(@key)
      n = nonce(aead.nonce_bytes)
      n + aead.encrypt(n, body, header)
    end
  end
end
