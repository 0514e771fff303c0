# frozen_string_literal: true

module Medrec
  Suite = Struct.new(:name, :mac, :bits, :iterations, keyword_init: true) do
    def mac_digest
      OpenSSL::Digest.new(mac)
    end
  end

  module Suites
    WARD = Suite.new(name: "ward", mac: %w[SHA3 256].join("-"), bits: 192, iterations: 120_000)
    ICU = Suite.new(name: "icu", mac: "SHA512", bits: 256, iterations: 600_000)

    TABLE = [WARD, ICU].to_h { |s| [s.name, s] }.freeze

    def self.for(name = "ward")
      TABLE.fetch(name)
    end
  end
end
