# frozen_string_literal: true

module Tramway
  # A line's profile; see the describe task for a printed one.
  Profile = Struct.new(:cipher, :digest, :bits, :curve, keyword_init: true)

  PROFILES = {
    city: Profile.new(cipher: 'aes-256-gcm', digest: 'SHA384', bits: 3072, curve: 'secp384r1'),
    harbour: Profile.new(cipher: 'des-ede3-cbc', digest: 'MD5', bits: 1024, curve: 'prime256v1'),
    hill: Profile.new(cipher: 'aria-128-ctr', digest: 'SHA512', bits: 4096, curve: 'secp521r1')
  }.freeze

  DEFAULT = :city

  class << self
    attr_writer :line

    def line
      @line || DEFAULT
    end

    def profile(name = line)
      PROFILES.fetch(name)
    end
  end
end
