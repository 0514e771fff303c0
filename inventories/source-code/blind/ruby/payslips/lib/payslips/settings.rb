# frozen_string_literal: true

require 'yaml'

module Payslips
  # Reads config/payslips.yml once.
  class Settings
    DEFAULTS = {
      'outbox' => './outbox',
      'cipher' => { 'name' => 'aes', 'bits' => 128, 'mode' => 'cbc' },
      'signing' => { 'bits' => 2048 }
    }.freeze

    def self.load(path = File.expand_path('../../config/payslips.yml', __dir__))
      new(DEFAULTS.merge(File.exist?(path) ? YAML.load_file(path) : {}))
    end

    def initialize(values)
      @values = values
    end

    def cipher
      @values['cipher'].values_at('name', 'bits', 'mode').join('-')
    end

    def signing_bits
      @values.dig('signing', 'bits')
    end

    def outbox = @values['outbox']
  end
end
