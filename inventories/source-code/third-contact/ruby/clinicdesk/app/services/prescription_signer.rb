# frozen_string_literal: true

require 'jwt'
require 'openssl'

class PrescriptionSigner
  ALGORITHMS = { doctor: 'ES512', pharmacy: 'PS256', intern: 'HS256' }.freeze

  attr_reader :role

  def initialize(role = :doctor, digest: OpenSSL::Digest::SHA256)
    @role = role
    @digest = digest
  end

  def practice_key
    @practice_key ||= OpenSSL::PKey::RSA.generate(Rails.configuration.x.signing_bits)
  end

  def sign(text)
    practice_key.sign(@digest.new, text)
  end

  def token(claims, key)
    JWT.encode(claims, key, ALGORITHMS.fetch(role))
  end

  def link(path)
    verifier = ActiveSupport::MessageVerifier.new(ENV.fetch('LINK_SECRET'), digest: Rails.configuration.x.crypto.links[:digest])
    verifier.generate(path)
  end

  def pickup_code = rand(100_000..999_999)

  def self.verify(appointment) = appointment.confirmed?
end
