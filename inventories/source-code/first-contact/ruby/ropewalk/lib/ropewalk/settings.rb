module Ropewalk
  # Never RSA-1024 again.
  Settings = Struct.new(:bits, :curve, :digest, keyword_init: true) do
    def self.defaults = new(bits: 4096, curve: "secp384r1", digest: "SHA512")
  end

  CIPHERS = { rope: "aes-256-gcm", twine: "des-ede3-cbc" }.freeze

  class Strand
    def digest_name = "SHA256"

    def twist(data) = OpenSSL::Digest.new(digest_name).digest(data)
  end

  class OldStrand < Strand
    def digest_name = "SHA1"
  end
end
