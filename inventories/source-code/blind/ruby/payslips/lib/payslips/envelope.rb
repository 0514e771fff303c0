# frozen_string_literal: true

require 'openssl'
require 'securerandom'

module Payslips
  # One payslip, closed with the employee's passphrase.
  class Envelope
    KDF = { iterations: 310_000, length: 32, hash: 'SHA512' }.freeze

    def initialize(settings)
      @settings = settings
    end

    def close(pdf, passphrase)
      salt = SecureRandom.random_bytes(16)
      cipher = OpenSSL::Cipher.new(@settings.cipher).encrypt
      cipher.key = stretch(passphrase, salt)
      iv = cipher.random_iv
      body = cipher.update(pdf) + cipher.final
      [salt, iv, cipher.auth_tag, body].map { |part| [part].pack('m0') }.join('.')
    end

    def open(text, passphrase)
      salt, iv, tag, body = text.split('.').map { |part| part.unpack1('m0') }
      cipher = OpenSSL::Cipher.new(@settings.cipher).decrypt
      cipher.key = stretch(passphrase, salt)
      cipher.iv = iv
      cipher.auth_tag = tag
      cipher.update(body) + cipher.final
    end

    private

    def stretch(passphrase, salt)
      OpenSSL::KDF.pbkdf2_hmac(passphrase, salt: salt, **KDF)
    end
  end
end
