# frozen_string_literal: true

require 'bcrypt'
require 'jwt'
require 'net/http'
require_relative 'depot'

module Tramway
  class Web
    VERIFY = { 'none' => OpenSSL::SSL::VERIFY_NONE, 'peer' => OpenSSL::SSL::VERIFY_PEER }.freeze

    def initialize(depot = HillDepot.new)
      @depot = depot
      @tls = depot.settings['tls'] || {}
    end

    def client(host)
      http = Net::HTTP.new(host, 443)
      http.use_ssl = true
      http.min_version = @tls.fetch('min', 'TLS1_2').to_sym
      http.verify_mode = VERIFY[@tls['verify']]
      http
    end

    def token(user)
      JWT.encode({ sub: user }, @depot.key, @depot.settings.fetch('token', 'RS256'))
    end

    def remember(password, cost: BCrypt::Engine::DEFAULT_COST)
      BCrypt::Password.create(password, cost: cost)
    end

    def verify(stop) = stop.open?
  end
end
