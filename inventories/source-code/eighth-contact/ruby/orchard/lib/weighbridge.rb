# frozen_string_literal: true

require 'ed25519'
require 'openssl'

module Orchard
  # A slip from the scales. Subclasses name the digest of their buyer.
  class Slip
    DIGEST = 'SHA256'

    def tag(key, text)
      OpenSSL::HMAC.hexdigest(self.class::DIGEST, key, text)
    end
  end

  class JuicerySlip < Slip
    DIGEST = 'SHA512'
  end

  module Scales
    module_function

    def new_key
      Ed25519::SigningKey.generate
    end

    def seal(body, signer = new_key)
      signer.sign(body)
    end
  end
end
