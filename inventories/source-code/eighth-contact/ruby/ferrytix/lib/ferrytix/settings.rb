# frozen_string_literal: true

require 'yaml'

module Ferrytix
  KEY_BYTES = 256
  TICKET_KEY_BITS = 8 * KEY_BYTES
  LEGACY_CIPHER = 'des-ede3-cbc'

  # Decks as printed on the ticket: DES is the deck for estate cars.
  DECKS = { 'DES' => 'Estate cars', 'DSA' => 'Daytime seating area' }.freeze

  def self.settings
    @settings ||= YAML.load_file(File.expand_path('../../config/ferry.yml', __dir__))
  end
end
