# frozen_string_literal: true

require 'net/ssh'
require 'faraday'
require 'active_support/message_encryptor'

module Teahouse
  class Deliveries
    SSH = { kex: %w[diffie-hellman-group14-sha1], encryption: 'aes128-cbc' }.freeze

    def shop(host)
      Net::SSH.start(host, 'tea', **SSH, verify_host_key: :never)
    end

    def api(url, strict: false)
      Faraday.new(url, ssl: { min_version: strict ? :TLS1_3 : :TLS1_2 })
    end

    def note(secret, text)
      crypt = ActiveSupport::MessageEncryptor.new(secret[0, 32], cipher: %w[aes 256 gcm].join('-'))
      crypt.encrypt_and_sign(text)
    end
  end
end
