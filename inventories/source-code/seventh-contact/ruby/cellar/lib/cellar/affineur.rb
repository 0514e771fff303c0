# frozen_string_literal: true

require 'openssl'
require 'yaml'
require_relative 'trade'

module Cellar
  # Keeps the ripening sheets.
  class Affineur
    include Trade

    Sheet = Struct.new(:body, :digest_name, keyword_init: true) do
      def mark
        OpenSSL::Digest.new(digest_name).hexdigest(body)
      end
    end

    def initialize(settings = YAML.load_file(File.join(__dir__, '../../config/cellar.yml')))
      @cipher_name = settings.dig('wheels', 'cipher')
      @mark_name = settings.fetch('wheels').fetch('mark', 'SHA256')
    end

    def new_sheet(body) = Sheet.new(body:, digest_name: 'SHA512')

    def lock(sheet, key)
      box = OpenSSL::Cipher.new(@cipher_name).encrypt
      box.key = key
      iv = box.random_iv
      iv + box.update(sheet) + box.final
    end

    def dairy_pair(region = :alpine)
      Pair.generate(Trade.curve(region))
    end

    def stamp(sheet)
      dairy_pair.sign('SHA256', sheet)
    end

    def wheel_key
      @wheel_key ||= OpenSSL::PKey::RSA.generate(WHEEL_BITS)
    end

    def brand(wheel)
      wheel_key.sign_pss(@mark_name, wheel, salt_length: :digest, mgf1_hash: @mark_name)
    end

    def whisper(note)
      wheel_key.public_encrypt(note, OpenSSL::PKey::RSA::PKCS1_OAEP_PADDING)
    end

    def tasting_order(wheels) = wheels.shuffle(random: Random.new(7))
  end
end
