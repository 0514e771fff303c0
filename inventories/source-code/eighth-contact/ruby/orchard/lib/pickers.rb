# frozen_string_literal: true

require 'bcrypt'
require 'securerandom'

module Orchard
  class Picker
    def pin=(value)
      @pin_hash = BCrypt::Password.create(value, cost: 12)
    end

    def pin?(value)
      BCrypt::Password.new(@pin_hash) == value
    end

    def badge
      @badge ||= SecureRandom.hex(8)
    end
  end
end
