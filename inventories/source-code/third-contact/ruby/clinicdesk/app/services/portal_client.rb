# frozen_string_literal: true

require 'faraday'
require 'net/http'

class PortalClient
  Version = Struct.new(:name) do
    def to_sym = name.to_sym
  end

  def faraday(verify: false)
    Faraday.new('https://portal.example.org', ssl: { verify: verify })
  end

  def direct
    Net::HTTP.start('portal.example.org', 443, use_ssl: true, min_version: version.to_sym) { |http| http.get('/ping') }
  end

  private

  def version
    Version.new(Rails.configuration.x.crypto.dig(:portal, :min_version) || 'TLS1_2')
  end
end
