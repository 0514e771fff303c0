# frozen_string_literal: true

require "net/http"
require "openssl"

module Ferry
  class Harbour
    def context
      OpenSSL::SSL::SSLContext.new.tap do |c|
        c.min_version = OpenSSL::SSL::TLS1_VERSION
        c.ciphers = "HIGH:!aNULL"
      end
    end

    def tides(uri)
      http = Net::HTTP.new(uri.host, uri.port)
      http.use_ssl = true
      http.verify_mode = OpenSSL::SSL::VERIFY_NONE
      http.get(uri.path).body
    end
  end
end
