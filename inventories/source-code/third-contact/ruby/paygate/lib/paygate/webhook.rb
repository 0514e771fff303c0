# frozen_string_literal: true

require 'openssl'

module Paygate
  module Signed
    def self.included(base)
      base.extend(ClassMethods)
    end

    module ClassMethods
      def signed_with(curve, hash: :sha384)
        define_method(:own_key) { @own_key ||= OpenSSL::PKey::EC.generate(curve) }
        define_method(:own_digest) { OpenSSL::Digest.const_get(hash.upcase).new }
      end
    end
  end

  class Webhook
    include Signed

    signed_with 'brainpoolP256r1'

    def answer(body)
      own_key.sign(own_digest, body)
    end

    def sum(env, body)
      OpenSSL::Digest.new(env.fetch('HTTP_X_PAYGATE_SUM')).hexdigest(body)
    end

    def bank_key(path)
      OpenSSL::PKey.read(File.read(path))
    end
  end
end
