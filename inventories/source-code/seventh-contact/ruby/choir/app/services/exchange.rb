# frozen_string_literal: true

require 'net/http'
require 'openssl'

# Loans between choirs.
class Exchange
  KINDS = { seal: 'ED25519', future: 'ML-DSA-65' }.freeze

  def self.key_for(kind)
    case kind
    in :seal | :future then OpenSSL::PKey.generate_key(KINDS[kind])
    in :parish then OpenSSL::PKey::DH.generate(1024)
    end
  end

  def initialize
    @seal = self.class.key_for(:seal)
    @future = self.class.key_for(:future)
  end

  def countersign(list) = [@seal, @future].map { |key| key.sign(nil, list) }

  def catalogue(host)
    http = Net::HTTP.new(host, 443)
    http.use_ssl = true
    http.min_version = :TLS1_2
    http.get('/catalogue').body
  end

  def legacy_mark(name_from_partner, list) = OpenSSL::HMAC.hexdigest(name_from_partner, 'choirs', list)
end
