# frozen_string_literal: true

require 'digest'
require 'eth'
require 'ed25519'
require 'openssl'

module Teahouse
  class Ledger
    GROUPS = { coin: 'secp256k1', till: 'brainpoolP256r1' }.freeze
    HASHER = Digest::SHA2

    attr_reader :digest_name

    def initialize(digest_name: ENV.fetch('TEAHOUSE_DIGEST', 'sha512'))
      @digest_name = digest_name
    end

    def key(kind)
      group = OpenSSL::PKey::EC::Group.new(GROUPS[kind])
      OpenSSL::PKey::EC.generate(group)
    end

    def pay(tx)
      key(:coin).sign('SHA256', tx)
    end

    def close_till(list)
      key(:till).sign(nil, list)
    end

    def page(text)
      OpenSSL::Digest.hexdigest(@digest_name, text)
    end

    def year(text) = HASHER.new(384).hexdigest(text)

    def chain(texts)
      texts.reduce('') { |sum, text| Digest::RMD160.hexdigest(sum + text) }
    end

    def account = Eth::Key.new

    def account_sign(text) = account.personal_sign(text)

    def topic(event) = Eth::Util.keccak256(event)

    def host_key
      seed = OpenSSL::KDF.scrypt('tea', salt: 'house', N: 2**14, r: 8, p: 1, length: 32)
      Ed25519::SigningKey.new(seed)
    end

    def old_token(text, key) = OpenSSL::HMAC.digest(OpenSSL::Digest::MD5.new, key, text)

    def bucket(text) = text.hash % 16
  end
end
