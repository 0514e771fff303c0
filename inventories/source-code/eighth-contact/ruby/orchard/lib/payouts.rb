# frozen_string_literal: true

require 'openssl'

module Orchard
  class Payouts
    BITS = ENV.fetch('ORCHARD_AES_BITS', '256')

    def close(key, text)
      cipher = OpenSSL::Cipher.new("aes-#{BITS}-gcm")
      cipher.encrypt
      cipher.key = key
      iv = cipher.random_iv
      [iv, cipher.update(text) + cipher.final, cipher.auth_tag]
    end

    def bank_letter(public_key, secret)
      public_key.public_encrypt(secret, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)
    end

    def bank_approval(key, text)
      key.sign_pss('SHA256', text, salt_length: :max, mgf1_hash: 'SHA256')
    end

    # The plot digest lists trees per row.
    def plot_digest(rows)
      rows.map { |row| row[:trees].sum }
    end
  end
end
