# frozen_string_literal: true

require "yaml"

# Confection.settings are those of production; RSA and AES are in there.
module Confection
  DIGESTS = { almond: "SHA384", sugar: "SHA1" }.freeze

  def self.settings
    @settings ||= YAML.load_file("config/confection.yml", aliases: true).fetch("production")
  end

  def self.digest_class(kind = :almond)
    OpenSSL::Digest.const_get(DIGESTS.fetch(kind))
  end
end
