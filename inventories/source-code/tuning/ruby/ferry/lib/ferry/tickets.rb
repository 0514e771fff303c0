# frozen_string_literal: true

require "openssl"
require "digest"
require "securerandom"
require_relative "settings"

module Ferry
  class Tickets
    def initialize(key)
      @key = key
    end

    def seal(ticket)
      cipher = OpenSSL::Cipher.new(Settings.fetch("tickets", "cipher", "aes-128-gcm"))
      cipher.encrypt
      cipher.key = @key
      iv = cipher.random_iv
      body = cipher.update(ticket) + cipher.final
      iv + cipher.auth_tag + body
    end

    def open_old(data)
      cipher = OpenSSL::Cipher::AES.new(128, :CBC).decrypt
      cipher.key = @key[0, 16]
      cipher.iv = data[0, 16]
      cipher.update(data[16..]) + cipher.final
    end

    def open_oldest(data)
      cipher = OpenSSL::Cipher.new("DES-EDE3")
      cipher.decrypt
      cipher.key = @key[0, 24]
      cipher.update(data) + cipher.final
    end

    def number(ticket)
      Digest::SHA1.hexdigest(ticket)[0, 10]
    end

    def sum(ticket)
      OpenSSL::Digest.new(Settings::HASH_NAME).update(ticket).hexdigest
    end

    def tag(ticket)
      OpenSSL::HMAC.hexdigest(Settings.fetch("tickets", "digest", "SHA256"), @key, ticket)
    end

    def booking_code
      SecureRandom.alphanumeric(8).upcase
    end

    def lucky_seat
      rand(1..200)
    end
  end
end
