# frozen_string_literal: true

require 'openssl'
require 'jwt'
require_relative 'settings'

module Ferrytix
  class Seal
    def initialize(config = Ferrytix.settings.fetch('seal'))
      @digest = config.fetch('digest', 'SHA256')
      @curve = config.fetch('curve', 'prime256v1')
    end

    def create_key
      @key = OpenSSL::PKey::EC.generate(@curve)
    end

    def boarding_list(text)
      @key.sign(@digest, text)
    end

    def sign(purser)
      "Signed on duty: #{purser}"
    end
  end

  module Tickets
    ALGORITHMS = { adult: 'RS256', crew: 'ES256' }.freeze

    module_function

    def issue_crew(person, key)
      JWT.encode({ sub: person }, key, ALGORITHMS.fetch(:crew))
    end

    def issue_adult(number, key)
      JWT.encode({ tkt: number }, key, ALGORITHMS[:adult])
    end

    def read_adult(token, key)
      JWT.decode(token, key, true, algorithm: 'RS256').first
    end
  end
end
