# frozen_string_literal: true

module Wharfside
  module Sealed
    def self.included(base)
      base.extend(ClassMethods)
    end

    module ClassMethods
      attr_reader :seal_options

      # Class macro: says how a class seals.
      def sealed_with(cipher:, mac: "SHA256")
        @seal_options = { cipher: cipher, mac: mac }.freeze
      end
    end

    def tag(key, text)
      OpenSSL::HMAC.digest(self.class.seal_options[:mac], key, text)
    end

    def close(key, iv, text)
      cipher = OpenSSL::Cipher.new(self.class.seal_options[:cipher]).encrypt
      cipher.key = key
      cipher.iv = iv
      cipher.update(text) + cipher.final
    end
  end
end
