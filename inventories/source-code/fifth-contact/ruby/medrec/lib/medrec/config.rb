# frozen_string_literal: true

require "yaml"

module Medrec
  # Settings of the store. AES keys never live here.
  class Config
    DEFAULTS = { "record_cipher" => "aes-128-cbc", "audit_digest" => "SHA256" }.freeze

    def self.current
      @current ||= new(YAML.load_file(File.expand_path("../../config/vault.yml", __dir__), aliases: true)["production"])
    end

    def initialize(data)
      @data = DEFAULTS.merge(data)
    end

    def [](*path)
      @data.dig(*path.map(&:to_s))
    end
  end
end
