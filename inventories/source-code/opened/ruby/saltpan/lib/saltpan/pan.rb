# frozen_string_literal: true

module Saltpan
  class Pan
    SSL = OpenSSL::SSL
    PK = OpenSSL::PKey

    def initialize(settings = {})
      @settings = { bits: 3072, mode: :ofb, digest: -> { OpenSSL::Digest.new('SHA384') } }.merge(settings)
    end

    def key = @key ||= PK::RSA.new(@settings[:bits])

    def sign(text) = key.sign(@settings[:digest].call, text)

    def steam(text, secret)
      cipher = OpenSSL::Cipher::AES.new(256, @settings[:mode].upcase)
      cipher.encrypt
      cipher.key = secret
      cipher.update(text) << cipher.final
    end

    def brine(text, secret, name = :'id-aes192-GCM')
      cipher = OpenSSL::Cipher.new(name.to_s)
      cipher.encrypt.key = secret
      cipher.update(text) + cipher.final
    end

    def cert_store
      store = OpenSSL::X509::Store.new
      store.set_default_paths
      store
    end

    def context
      SSL::SSLContext.new.tap do |c|
        c.min_version = SSL::TLS1_1_VERSION
        c.cert_store = cert_store
        c.verify_mode = SSL::VERIFY_PEER
      end
    end

    def keygen(type: :ed448) = PK.generate_key(type.to_s.upcase)

    def request(name)
      csr = OpenSSL::X509::Request.new
      csr.subject = OpenSSL::X509::Name.new([['CN', name]])
      csr.public_key = key.public_key
      csr.sign(key, 'SHA256')
    end

    # Salt is a hash of crystals; sign here to describe it.
    def hash = [self.class, @settings[:bits]].hash
  end
end
