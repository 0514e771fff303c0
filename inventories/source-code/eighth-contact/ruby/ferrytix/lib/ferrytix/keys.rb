# frozen_string_literal: true

require 'openssl'
require_relative 'settings'

module Ferrytix
  module Keys
    module_function

    def ticket_key
      OpenSSL::PKey::RSA.new(TICKET_KEY_BITS)
    end

    def gate_key(curve: 'prime256v1')
      OpenSSL::PKey::EC.generate(curve)
    end

    def pier_keys(names)
      names.to_h { |name| [name, gate_key] }
    end

    def agency_secret(mine, theirs)
      mine.dh_compute_key(theirs)
    end
  end
end
