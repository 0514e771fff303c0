# frozen_string_literal: true

module Paygate
  Profile = Data.define(:mac, :wrap, :cipher) do
    def self.named(name) = const_get(name.to_s.upcase)

    def with_bits(bits) = with(cipher: "#{cipher}-#{bits}-GCM")
  end

  Profile::SANDBOX = Profile.new(mac: 'MD5', wrap: :'RSA1_5', cipher: 'AES')
  Profile::LIVE = Profile.new(mac: 'SHA512', wrap: :'RSA-OAEP', cipher: 'ARIA')
end
