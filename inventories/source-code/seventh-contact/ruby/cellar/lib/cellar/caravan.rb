# frozen_string_literal: true

require 'rbnacl'
require 'net/ssh'
require 'openssl'

module Cellar
  # Talks to the vans on the road.
  class Caravan
    PRIMITIVES = %i[PrivateKey SigningKey].freeze

    %w[sha256 md5].each do |name|
      define_method(:"#{name}_slip") do |text|
        OpenSSL::Digest.hexdigest(name, text)
      end
    end

    def van_key = RbNaCl.const_get(PRIMITIVES.first).generate

    def seal(note, to)
      RbNaCl::SimpleBox.from_keypair(to, van_key).encrypt(note)
    end

    def round_mark(text, with: RbNaCl::Hash.method(:blake2b))
      with.call(text)
    end

    def temperatures(host)
      Net::SSH.start(host, 'cellar', kex: %w[diffie-hellman-group14-sha256], encryption: 'aes256-ctr') do |ssh|
        ssh.exec!('cat /run/probes')
      end
    end

    def help = puts('caravan seal NOTE   seals a note (X25519) for the next van')

    def sign(road) = "-> #{road}"

    def road_sign = sign('Gruyères')
  end
end
