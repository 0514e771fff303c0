require "rbnacl"
require "ed25519"
require "zlib"
require_relative "schemes"

module Sidegate
  # A relay we exchange messages with.
  class Peer
    attr_reader :name, :public_key

    def initialize(name, public_key)
      @name = name
      @public_key = RbNaCl::PublicKey.new(public_key)
    end

    # place on the ring; any spread-out number will do
    def ring_position(slots)
      Zlib.crc32(name) % slots
    end
  end

  class Node
    def initialize(config)
      @scheme = config.dig("crypto", "scheme") || "v1"
      @exchange_key = RbNaCl::PrivateKey.generate
      @identity = Ed25519::SigningKey.generate
    end

    # A fresh body key, closed for the peer, then the body under it.
    def deliver(body, to:)
      key = RbNaCl::Random.random_bytes(32)
      sealed_key = RbNaCl::SimpleBox.from_keypair(to.public_key, @exchange_key).encrypt(key)
      sealed = Scheme.named(@scheme).new(key).close(body)
      { to: to.name, key: sealed_key, body: sealed, sig: @identity.sign(message_id(sealed)) }
    end

    def accept(message, verify_key)
      Ed25519::VerifyKey.new(verify_key).verify(message[:sig], message_id(message[:body]))
    end

    private

    def message_id(sealed)
      RbNaCl::Hash.blake2b(sealed, digest_size: 32)
    end
  end
end
